import { profile } from '../lib/steps/profile.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('profile', profile);
