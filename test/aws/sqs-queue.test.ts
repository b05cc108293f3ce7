import type { SqsSend } from '../../lib/aws/clients.ts';
import { SqsQueue } from '../../lib/aws/sqs-queue.ts';

test('sends JSON to the queue, held back no longer than SQS can', async () => {
  const seen: Array<Record<string, unknown>> = [];
  const send = async ({ input }: { input: Record<string, unknown> }) => seen.push(input);
  const queue = new SqsQueue({ send } as unknown as SqsSend, 'https://queue');
  await queue.send({ signalbox: 'look', prefix: 'incoming/iris/ü/' });
  await queue.send({}, 61.2);
  await queue.send({}, 5_000);
  expect(seen).toEqual([
    { QueueUrl: 'https://queue', MessageBody: '{"signalbox":"look","prefix":"incoming/iris/ü/"}', DelaySeconds: 0 },
    { QueueUrl: 'https://queue', MessageBody: '{}', DelaySeconds: 62 },
    { QueueUrl: 'https://queue', MessageBody: '{}', DelaySeconds: 900 },
  ]);
});
