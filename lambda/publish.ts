import { publish } from '../lib/steps/publish.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('publish', publish);
