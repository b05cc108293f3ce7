import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { IntakeQueue } from '../ports.ts';
import type { SqsSend } from './clients.ts';

/** SQS holds a message back for 15 minutes at most. */
const longestDelaySeconds = 900;

/** The intake queue on SQS. Needs sqs:SendMessage. */
export class SqsQueue implements IntakeQueue {
  readonly #client: SqsSend;
  readonly #url: string;

  constructor(client: SqsSend, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async send(message: unknown, delaySeconds = 0): Promise<void> {
    const DelaySeconds = Math.min(longestDelaySeconds, Math.max(0, Math.ceil(delaySeconds)));
    await this.#client.send(
      new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(message), DelaySeconds }),
    );
  }
}
