import { rolloutRollBack } from '../lib/steps/rollout-roll-back.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('rollout-roll-back', rolloutRollBack);
