import { rolloutRollBack } from '../lib/steps/rollout-roll-back.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('rollout-roll-back', rolloutRollBack);
