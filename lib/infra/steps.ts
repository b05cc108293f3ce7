import type { aws_lambda as lambda } from 'aws-cdk-lib';
import type { FunctionName } from '../core/step-io.ts';

/** Steps up to a proven candidate: those of a pull request. Each pipeline has them twice, under separate roles. */
export const provingSteps = [
  'admit',
  'judge-image',
  'profile',
  'judge-data',
  'score',
  'judge-model',
  'settle',
] as const;
export type ProvingStep = (typeof provingSteps)[number];

/** Steps that only a delivery has, from the release on. */
export const releasingSteps = ['plan-release', 'approve', 'cut-release', 'publish', 'recover', 'operate'] as const;
export type ReleasingStep = (typeof releasingSteps)[number];

export const rolloutSteps = [
  'rollout-prepare',
  'rollout-shift',
  'rollout-judge',
  'rollout-promote',
  'rollout-roll-back',
  'rollout-verify',
] as const;
export type RolloutStep = (typeof rolloutSteps)[number];

export type Functions<Step extends FunctionName = FunctionName> = Record<Step, lambda.Function>;
