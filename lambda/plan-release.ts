import { planRelease } from '../lib/steps/plan-release.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('plan-release', planRelease);
