import { rolloutPromote } from '../lib/steps/rollout-promote.ts';
import { stepHandler } from './step-handler.ts';

export const handler = stepHandler('rollout-promote', rolloutPromote);
