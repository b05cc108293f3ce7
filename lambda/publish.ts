import { publish } from '../lib/steps/publish.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('publish', publish);
