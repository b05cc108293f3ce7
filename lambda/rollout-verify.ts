import { rolloutVerify } from '../lib/steps/rollout-verify.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('rollout-verify', rolloutVerify);
