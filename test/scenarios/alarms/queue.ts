import { spelled } from '../../infra/pipeline.ts';
import { resource, type Scene } from './scene.ts';

interface Message {
  id: string;
  body: string;
  sentMs: number;
  visibleMs: number;
  received: number;
}

/** Works off a batch; answers the ids of those that must come again. */
export type Worker = (messages: Array<{ id: string; body: string }>) => Promise<string[]>;

/** A queue of the template with its dead letters, as SQS and Lambda work it off: a minute at a time. */
export class Queue {
  readonly #scene: Scene;
  readonly #messages: Message[] = [];
  readonly #name: string;
  readonly #lettersName: string;
  readonly #visibilityMs: number;
  readonly #tries: number;
  #letters = 0;

  /** @param part of the queue's logical id */
  constructor(scene: Scene, part: string) {
    this.#scene = scene;
    const [id, queue] = resource('AWS::SQS::Queue', (id) => id.includes(part) && !id.includes('DeadLetters'));
    this.#name = nameOf(id);
    this.#lettersName = nameOf(spelled(queue.RedrivePolicy.deadLetterTargetArn).slice(1).split('.')[0] ?? '');
    this.#visibilityMs = queue.VisibilityTimeout * 1_000;
    this.#tries = queue.RedrivePolicy.maxReceiveCount;
  }

  send(body: unknown): void {
    const now = this.#now();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.#messages.push({ id: `m${now}`, body: text, sentMs: now, visibleMs: now, received: 0 });
  }

  /** One minute of it. Without a worker nobody comes. */
  async tick(worker?: Worker): Promise<void> {
    if (worker) await this.#deliver(worker);
    const oldest = Math.min(...this.#messages.map(({ sentMs }) => sentMs));
    const age = this.#messages.length > 0 ? (this.#now() - oldest) / 1_000 : 0;
    this.#scene.count('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: this.#name }, age);
    this.#scene.count('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: this.#lettersName }, this.#letters);
  }

  async #deliver(worker: Worker): Promise<void> {
    for (const message of this.#messages.filter(({ received }) => received >= this.#tries)) {
      if (message.visibleMs > this.#now()) continue;
      this.#remove(message);
      this.#letters += 1;
    }
    const batch = this.#messages.filter(({ visibleMs }) => visibleMs <= this.#now());
    if (batch.length === 0) return;
    for (const message of batch)
      Object.assign(message, { received: message.received + 1, visibleMs: this.#now() + this.#visibilityMs });
    const again = await worker(batch).catch(() => batch.map(({ id }) => id));
    for (const message of batch) if (!again.includes(message.id)) this.#remove(message);
  }

  #remove(message: Message): void {
    this.#messages.splice(this.#messages.indexOf(message), 1);
  }

  #now(): number {
    return this.#scene.clock.now().getTime();
  }
}

/** As the template names a queue to CloudWatch. */
export function nameOf(id: string): string {
  return `<${id}.QueueName>`;
}
