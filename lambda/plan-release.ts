import { planRelease } from '../lib/steps/plan-release.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('plan-release', planRelease);
