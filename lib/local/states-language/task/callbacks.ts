import { ExecutionError } from '../errors.ts';
import type { Json } from '../json.ts';

export type CallbackResult = { output: Json } | { failure: { error?: string; cause?: string } };

interface Waiter {
  result?: CallbackResult;
  settle: (result: CallbackResult) => void;
  beat: () => void;
}

const NOBODY: Pick<Waiter, 'settle' | 'beat'> = { settle: () => {}, beat: () => {} };

/** The task tokens that are out, and who waits for each. */
export class Callbacks {
  readonly #waiters = new Map<string, Waiter>();

  /** Makes a token known before anyone waits for it (when resuming, the journal names tokens before their tasks run). */
  expect(token: string): void {
    if (!this.#waiters.has(token)) this.#waiters.set(token, { ...NOBODY });
  }

  /** Waits for a token; a result that is already there is delivered at once. */
  listen(token: string, settle: (result: CallbackResult) => void, beat: () => void): void {
    const { result } = this.#waiters.get(token) ?? {};
    this.#waiters.set(token, { settle, beat, ...(result === undefined ? {} : { result }) });
    if (result !== undefined) settle(result);
  }

  forget(token: string): void {
    this.#waiters.delete(token);
  }

  /** True for the one answer that counts. @throws ExecutionError task-does-not-exist */
  accepts(token: string): void {
    const waiter = this.#waiters.get(token);
    if (waiter === undefined || waiter.result !== undefined) {
      throw new ExecutionError(
        'task-does-not-exist',
        'no task waits for this token: it never existed, ended or timed out',
      );
    }
  }

  settle(token: string, result: CallbackResult): void {
    const waiter = this.#waiters.get(token);
    if (waiter === undefined || waiter.result !== undefined) return;
    waiter.result = result;
    waiter.settle(result);
  }

  beat(token: string): void {
    this.accepts(token);
    this.#waiters.get(token)?.beat();
  }
}
