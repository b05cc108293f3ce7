import { rolloutPrepare } from '../lib/steps/rollout-prepare.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('rollout-prepare', rolloutPrepare);
