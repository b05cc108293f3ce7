import { profile } from '../lib/steps/profile.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('profile', profile);
