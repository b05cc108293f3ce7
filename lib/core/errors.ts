/** Whose fault an error is; the CLI turns it into an exit code. */
export type Fault = 'usage' | 'input' | 'conflict' | 'ours';

/**
 * An error with a stable code beside its sentence.
 * The sentence says what is wrong, where, the value got and what is allowed; it never holds a secret.
 */
export abstract class SignalboxError extends Error {
  /** What state machines go by. Written out: the classes of a bundle have other names. */
  abstract override readonly name: string;
  readonly code: string;
  readonly fault: Fault;

  constructor(code: string, sentence: string, fault: Fault, options?: { cause?: unknown }) {
    super(sentence, options);
    this.code = code;
    this.fault = fault;
  }
}

/** What the caller handed us cannot be used: a file, a policy, a contract. Never retried. */
export class InputError extends SignalboxError {
  override readonly name: string = 'InputError';

  constructor(code: string, sentence: string, options?: { cause?: unknown }) {
    super(code, sentence, 'input', options);
  }
}

/** The command line was wrong. */
export class UsageError extends SignalboxError {
  override readonly name: string = 'UsageError';

  constructor(code: string, sentence: string) {
    super(code, sentence, 'usage');
  }
}

/** Somebody else moved what we were about to move; read again and decide anew. */
export class ConflictError extends SignalboxError {
  override readonly name: string = 'ConflictError';

  constructor(code: string, sentence: string, options?: { cause?: unknown }) {
    super(code, sentence, 'conflict', options);
  }
}

/** A promise of ours or of a service that did not hold. */
export class InternalError extends SignalboxError {
  override readonly name: string = 'InternalError';

  constructor(code: string, sentence: string, options?: { cause?: unknown }) {
    super(code, sentence, 'ours', options);
  }
}

/** A target is at it and not done; the machine asks again, under this name. */
export class StillPreparingError extends InternalError {
  override readonly name = 'StillPreparingError';
}

/** The message of anything that was thrown, also by native code, whose errors may be of another realm. */
export function messageOf(thrown: unknown): string {
  return isError(thrown) ? thrown.message : String(thrown);
}

/** `instanceof` knows errors of one realm only. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read: permission denied',
};

/** Why a file that somebody named cannot be opened. */
export function whyUnopened(thrown: unknown): string {
  const { code = '' } = thrown as { code?: string };
  return reasons[code] ?? `cannot be opened: ${messageOf(thrown)}`;
}

/** An error as a state machine sees it: ASL error name, and `<code>: <sentence>` so that Settle can tell them apart again. */
export function asTaskError(thrown: unknown): { name: string; message: string } {
  if (thrown instanceof SignalboxError) return { name: thrown.name, message: `${thrown.code}: ${thrown.message}` };
  return thrown instanceof Error
    ? { name: thrown.name, message: thrown.message }
    : { name: 'Error', message: String(thrown) };
}
