import { admit } from '../lib/steps/admit.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('admit', admit);
