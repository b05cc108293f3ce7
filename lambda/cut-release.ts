import { cutRelease } from '../lib/steps/cut-release.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('cut-release', cutRelease);
