import type { BundledFunction } from '../../support/lambda/function.ts';

interface Waiting {
  id: string;
  body: string;
  visibleAt: number;
}

/** A standard queue and the pollers that Lambda has for it: batches at once to several instances; what fails comes again. */
export class PolledQueue {
  readonly #waiting: Waiting[] = [];
  #inFlight = 0;
  #last = 0;
  /** Milliseconds in the handler, a batch each. */
  readonly times: number[] = [];
  batches = 0;
  failures = 0;
  closed = false;

  add(message: unknown, delaySeconds = 0): void {
    this.#last += 1;
    const visibleAt = performance.now() + delaySeconds * 1000;
    this.#waiting.push({ id: `m${this.#last}`, body: JSON.stringify(message), visibleAt });
  }

  get left(): number {
    return this.#waiting.length;
  }

  /** Ends when the queue is closed and everything was taken in. */
  async poll(fn: BundledFunction, batchSize: number): Promise<void> {
    while (!this.closed || this.#waiting.length > 0 || this.#inFlight > 0) {
      const batch = this.#take(batchSize);
      if (batch.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      else await this.#deliver(fn, batch);
    }
  }

  #take(most: number): Waiting[] {
    const now = performance.now();
    const taken: Waiting[] = [];
    for (let at = 0; at < this.#waiting.length && taken.length < most; ) {
      const message = this.#waiting[at];
      if (message && message.visibleAt <= now) taken.push(...this.#waiting.splice(at, 1));
      else at += 1;
    }
    return taken;
  }

  async #deliver(fn: BundledFunction, batch: Waiting[]): Promise<void> {
    this.#inFlight += 1;
    const Records = batch.map(({ id, body }) => ({ eventSource: 'aws:sqs', messageId: id, body }));
    const { value, error, ms } = await fn.invoke({ Records });
    this.times.push(ms);
    this.batches += 1;
    const answer = value as { batchItemFailures?: Array<{ itemIdentifier: string }> } | undefined;
    const failed = new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
    const again = error === undefined ? batch.filter(({ id }) => failed.has(id)) : batch;
    this.failures += again.length;
    this.#waiting.push(...again.map((message) => ({ ...message, visibleAt: performance.now() + 500 })));
    this.#inFlight -= 1;
  }
}
