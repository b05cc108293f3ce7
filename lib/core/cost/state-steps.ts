import type { FunctionName } from '../step-io.ts';

/** Which function a state calls; a test holds it to the definitions. Those that wait for a token, or for another execution, are not in it. */
export const stateSteps: Record<string, FunctionName> = {
  Admit: 'admit',
  JudgeImage: 'judge-image',
  JudgeData: 'judge-data',
  Score: 'score',
  JudgeModel: 'judge-model',
  PlanRelease: 'plan-release',
  CutRelease: 'cut-release',
  Publish: 'publish',
  Settle: 'settle',
  RecoverRollout: 'recover',
  Prepare: 'rollout-prepare',
  Shift: 'rollout-shift',
  Judge: 'rollout-judge',
  Promote: 'rollout-promote',
  RollBack: 'rollout-roll-back',
  Verify: 'rollout-verify',
};
