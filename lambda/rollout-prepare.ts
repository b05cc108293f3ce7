import { rolloutPrepare } from '../lib/steps/rollout-prepare.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('rollout-prepare', rolloutPrepare);
