import { rolloutShift } from '../lib/steps/rollout-shift.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('rollout-shift', rolloutShift);
