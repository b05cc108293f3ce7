/** `Error` and `Cause` of a Catch. */
export interface Failure {
  Error: string;
  /** Absent where whoever failed the task gave none. */
  Cause?: string | undefined;
}

export interface Explanation {
  /** Stable code, where the failing step gave one. */
  code: string | null;
  sentence: string;
}

/** Turns what a Catch caught into one sentence a person can use: from a step, a build, a training job, or Step Functions itself. */
export function explainFailure({ Error: error, Cause: cause = '' }: Failure): Explanation {
  const details = parse(cause);
  const within = nested(details);
  if (within) return explainFailure(within);
  if (typeof details.errorMessage === 'string') return explainStep(details.errorMessage);
  const build = isObject(details.Build) ? details.Build : details;
  const phase = failedPhase(build);
  if (phase) return { code: null, sentence: phase };
  if (typeof details.FailureReason === 'string') return { code: null, sentence: details.FailureReason };
  if (error === 'ApprovalRejected') return { code: null, sentence: `a person said no: ${cause}` };
  if (error === 'States.Timeout') return { code: 'time-limit', sentence: 'it did not end within its time limit' };
  return { code: null, sentence: cause === '' ? error : `${error}: ${cause.slice(0, 1_000)}` };
}

/**
 * What made another execution fail: the description of one that was started carries its `Error` and `Cause`, and a cause of
 * ours is again the `Error` and `Cause` that a Catch caught there.
 */
function nested({ Error: error, Cause: cause }: Record<string, unknown>): Failure | undefined {
  return typeof error === 'string' && typeof cause === 'string' ? { Error: error, Cause: cause } : undefined;
}

/** Steps fail with `<code>: <sentence>`. */
function explainStep(message: string): Explanation {
  const coded = /^([a-z][a-z0-9-]+): (.*)$/s.exec(message);
  return coded ? { code: coded[1] ?? null, sentence: coded[2] ?? '' } : { code: null, sentence: message };
}

/** What CodeBuild says of the phase that failed. */
function failedPhase(build: Record<string, unknown>): string | undefined {
  if (!Array.isArray(build.Phases)) return undefined;
  const failed = build.Phases.filter(
    (phase) => isObject(phase) && /FAILED|TIMED_OUT|FAULT/.test(String(phase.PhaseStatus)),
  );
  const messages = failed
    .flatMap((phase) => (Array.isArray(phase.Contexts) ? phase.Contexts : []))
    .map((context) => context?.Message);
  return messages.find((message): message is string => typeof message === 'string' && message !== '');
}

function parse(cause: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(cause);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
