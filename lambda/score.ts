import { score } from '../lib/steps/score.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('score', score);
