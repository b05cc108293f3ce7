import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { DeployedPlace } from '../core/deployed-place.ts';
import type { LambdaSend, SqsSend } from './clients.ts';

type DeadLetters = DeployedPlace['deadLetters'][number];

/** As long as one batch may take to go back; a letter whose return was interrupted shows up again then. */
const hiddenSeconds = 60;
const batchSize = 10;

/**
 * Sends every letter of a dead-letter queue back to where it came from, and only then takes it out: a command that is killed in
 * between sends one twice, which what receives it bears. Letters that come while it works are left for the next time.
 * @returns how many went back
 */
export async function redrive(
  letters: DeadLetters,
  { sqs, lambda }: { sqs: SqsSend; lambda: LambdaSend },
): Promise<number> {
  const seen = new Set<string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: letters.url,
        MaxNumberOfMessages: batchSize,
        VisibilityTimeout: hiddenSeconds,
        // What was announced raw says only here whom it is about.
        MessageAttributeNames: ['All'],
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    // What failed again at once has come back already: to send it round and round helps nobody.
    if (fresh.length === 0) return seen.size;
    for (const message of fresh) {
      await giveBack(message, letters, { sqs, lambda });
      await sqs.send(new DeleteMessageCommand({ QueueUrl: letters.url, ReceiptHandle: receiptOf(message) }));
      seen.add(message.MessageId ?? '');
    }
  }
}

function receiptOf({ ReceiptHandle = '' }: Message): string {
  return ReceiptHandle;
}

async function giveBack(
  { Body: body = '', MessageAttributes }: Message,
  { source }: DeadLetters,
  { sqs, lambda }: { sqs: SqsSend; lambda: LambdaSend },
): Promise<void> {
  if (source.kind === 'queue') {
    await sqs.send(new SendMessageCommand({ QueueUrl: source.url, MessageBody: body, MessageAttributes }));
    return;
  }
  const Payload = new TextEncoder().encode(JSON.stringify(eventIn(body)));
  await lambda.send(new InvokeCommand({ FunctionName: source.name, InvocationType: 'Event', Payload }));
}

const failedInvocation = z.object({ requestPayload: z.unknown() });

/** A failed invocation's letter has the event inside; a rule's letter is the event. */
function eventIn(body: string): unknown {
  const letter: unknown = JSON.parse(body);
  const failed = failedInvocation.safeParse(letter);
  return failed.success && failed.data.requestPayload !== undefined ? failed.data.requestPayload : letter;
}
