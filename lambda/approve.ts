import { approve } from '../lib/steps/approve.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('approve', approve);
