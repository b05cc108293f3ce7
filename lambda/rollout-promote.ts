import { rolloutPromote } from '../lib/steps/rollout-promote.ts';
import { stepHandler } from './handler.ts';

export const handler = stepHandler('rollout-promote', rolloutPromote);
