import { TaskFailure } from '../states-language/errors.ts';

/** The failure of a build as Step Functions reports it: `States.TaskFailed`, and the build's description as the cause. */
export function buildFailure(status: 'FAILED' | 'TIMED_OUT' | 'FAULT', message: string): TaskFailure {
  const phase = {
    PhaseType: 'BUILD',
    PhaseStatus: status,
    Contexts: [{ StatusCode: 'COMMAND_EXECUTION_ERROR', Message: message }],
  };
  return new TaskFailure('States.TaskFailed', JSON.stringify({ Build: { BuildStatus: status, Phases: [phase] } }));
}

/** What a build that succeeded answers. */
export const buildSucceeded = { Build: { BuildStatus: 'SUCCEEDED', BuildComplete: true } };
