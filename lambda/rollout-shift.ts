import { rolloutShift } from '../lib/steps/rollout-shift.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('rollout-shift', rolloutShift);
