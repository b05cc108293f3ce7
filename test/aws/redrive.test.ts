import type { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { redrive } from '../../lib/aws/redrive.ts';

const url = 'https://sqs/dead';
const toQueue = {
  name: 'intake',
  url,
  arn: 'arn:aws:sqs:x',
  source: { kind: 'queue' as const, url: 'https://sqs/intake' },
};
const toFunction = { ...toQueue, name: 'recover', source: { kind: 'function' as const, name: 'recover' } };

/** A queue that hides what was received, until it is deleted. */
function queue(bodies: string[]) {
  const letters = new Map(bodies.map((body, i) => [`m${i}`, body]));
  const hidden = new Set<string>();
  const sent: string[] = [];
  const order: string[] = [];
  return {
    letters,
    hidden,
    sent,
    order,
    send: async (command: unknown): Promise<never> => {
      if (command instanceof ReceiveMessageCommand) {
        const open = [...letters].filter(([id]) => !hidden.has(id)).slice(0, command.input.MaxNumberOfMessages);
        for (const [id] of open) hidden.add(id);
        return { Messages: open.map(([id, Body]) => ({ MessageId: id, Body, ReceiptHandle: id })) } as never;
      }
      if (command instanceof SendMessageCommand) {
        order.push('sent');
        sent.push(`${command.input.QueueUrl} ${command.input.MessageBody}`);
      }
      if (command instanceof DeleteMessageCommand) {
        order.push('deleted');
        letters.delete(command.input.ReceiptHandle ?? '');
      }
      return {} as never;
    },
  };
}

function functions() {
  const events: unknown[] = [];
  return {
    events,
    send: async (command: unknown): Promise<never> => {
      const { input } = command as InvokeCommand;
      events.push([
        input.FunctionName,
        input.InvocationType,
        JSON.parse(new TextDecoder().decode(input.Payload as Uint8Array)),
      ]);
      return {} as never;
    },
  };
}

test('every letter goes back to its queue as it was, and only then is it taken out', async () => {
  const sqs = queue(Array.from({ length: 23 }, (_, i) => `letter ${i}`));
  expect(await redrive(toQueue, { sqs, lambda: functions() })).toBe(23);
  expect(sqs.sent).toEqual(Array.from({ length: 23 }, (_, i) => `https://sqs/intake letter ${i}`));
  expect(sqs.letters.size).toBe(0);
  expect(sqs.order).toEqual(Array.from({ length: 46 }, (_, i) => (i % 2 === 0 ? 'sent' : 'deleted')));
});

test('a letter that cannot go back stays', async () => {
  const sqs = queue(['one', 'two']);
  const send = async (command: unknown) => {
    if (command instanceof SendMessageCommand && command.input.MessageBody === 'two') throw new Error('no network');
    return sqs.send(command);
  };
  await expect(redrive(toQueue, { sqs: { send: send as never }, lambda: functions() })).rejects.toThrow('no network');
  expect([...sqs.letters.values()]).toEqual(['two']);
});

test('a letter that comes back at once is not sent round again', async () => {
  const sqs = queue(['poison']);
  const send = async (command: unknown) => {
    const answer = await sqs.send(command);
    if (command instanceof SendMessageCommand) sqs.hidden.clear();
    if (command instanceof DeleteMessageCommand) sqs.letters.set('m0', 'poison');
    return answer;
  };
  expect(await redrive(toQueue, { sqs: { send: send as never }, lambda: functions() })).toBe(1);
});

test("a function gets its event again, out of a failed invocation's letter or bare", async () => {
  const lambda = functions();
  const sqs = queue([JSON.stringify({ requestPayload: { a: 1 }, requestContext: {} }), JSON.stringify({ b: 2 })]);
  expect(await redrive(toFunction, { sqs, lambda })).toBe(2);
  expect(lambda.events).toEqual([
    ['recover', 'Event', { a: 1 }],
    ['recover', 'Event', { b: 2 }],
  ]);
});

test('an announcement keeps the attributes that say which run it is about', async () => {
  const about = { runId: { DataType: 'String', StringValue: 'push-0123456789ab-1' } };
  const sqs = queue(['announced']);
  const sent: unknown[] = [];
  const send = async (command: unknown): Promise<never> => {
    if (command instanceof SendMessageCommand) sent.push(command.input.MessageAttributes);
    const answer: { Messages?: object[] } = await sqs.send(command);
    const asked = command instanceof ReceiveMessageCommand && command.input.MessageAttributeNames?.includes('All');
    return { Messages: answer.Messages?.map((one) => (asked ? { ...one, MessageAttributes: about } : one)) } as never;
  };
  await redrive(toQueue, { sqs: { send }, lambda: functions() });
  expect(sent).toEqual([about]);
});
