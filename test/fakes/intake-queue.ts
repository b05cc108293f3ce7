import type { Clock, IntakeQueue } from '../../lib/ports.ts';

interface Message {
  body: unknown;
  visibleAt: number;
}

/** A standard queue by hand: messages come late, in any order and more than once, and stay until they are deleted. */
export class FakeQueue implements IntakeQueue {
  readonly messages = new Set<Message>();
  /** All that was ever sent. */
  readonly sent: Array<{ message: unknown; delaySeconds: number }> = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async send(message: unknown, delaySeconds = 0): Promise<void> {
    if (!(delaySeconds >= 0 && delaySeconds <= 900)) throw new Error(`DelaySeconds got ${delaySeconds}`);
    this.sent.push({ message, delaySeconds });
    const body: unknown = JSON.parse(JSON.stringify(message));
    this.messages.add({ body, visibleAt: this.#clock.now().getTime() + delaySeconds * 1000 });
  }

  /** What may be received now; it stays until `done`. */
  visible(): Message[] {
    const now = this.#clock.now().getTime();
    return [...this.messages].filter(({ visibleAt }) => visibleAt <= now);
  }

  done(message: Message): void {
    this.messages.delete(message);
  }
}
