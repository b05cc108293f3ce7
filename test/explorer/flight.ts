import type { Answer, Call, Heard } from './call.ts';

/** Where a step function stands: at a call that waits for its answer, or at its end. */
export type Halt = { call: Call } | { end: Answer };

/** What a step function is given to ask the world with, and to tell the time by. */
export interface Line {
  ask(call: Call): Promise<unknown>;
  nowMs(): number;
}

interface Asked {
  call: Call;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * A real step function between two answers. It does nothing but compute: all it learns comes through `line`, so the same answers
 * bring it to the same call again, and a state of the search can be gone back to.
 */
export class Flight {
  readonly #queue: Asked[] = [];
  readonly #heard: Heard[] = [];
  #nowMs: number;
  #end: Answer | undefined;
  #halted: ((halt: Halt) => void) | undefined;

  constructor(work: (line: Line) => Promise<unknown>, startMs: number, heard: readonly Heard[] = []) {
    this.#nowMs = startMs;
    this.#heard.push(...heard);
    const line: Line = { ask: (call) => this.#ask(call), nowMs: () => this.#nowMs };
    work(line).then(
      (value) => this.#ended({ value }),
      (error) => this.#ended({ error }),
    );
  }

  /** The next call that nobody has answered, or the end. One call at a time, in the order in which they were made. */
  halt(): Promise<Halt> {
    return new Promise((resolve) => {
      this.#halted = resolve;
      this.#pump();
    });
  }

  give(heard: Heard): void {
    this.#heard.push(heard);
    this.#pump();
  }

  #ask(call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ call, resolve, reject });
      this.#pump();
    });
  }

  #ended(answer: Answer): void {
    this.#end = answer;
    this.#pump();
  }

  #pump(): void {
    for (let asked = this.#queue[0]; asked; asked = this.#queue[0]) {
      const heard = this.#heard.shift();
      if (!heard) break;
      this.#queue.shift();
      this.#nowMs = heard.nowMs;
      if ('error' in heard.answer) asked.reject(heard.answer.error);
      else asked.resolve(heard.answer.value);
    }
    const [waiting] = this.#queue;
    const halt = this.#end ? { end: this.#end } : waiting && { call: waiting.call };
    if (!halt || this.#heard.length > 0) return;
    const told = this.#halted;
    this.#halted = undefined;
    told?.(halt);
  }
}
