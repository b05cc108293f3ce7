import { rolloutJudge } from '../lib/steps/rollout-judge.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('rollout-judge', rolloutJudge);
