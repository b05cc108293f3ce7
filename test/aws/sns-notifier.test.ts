import type { SnsSend } from '../../lib/aws/clients.ts';
import { SnsNotifier } from '../../lib/aws/sns-notifier.ts';

test('publishes a subject that SNS accepts, the sentence, the facts, and attributes to filter by', async () => {
  const seen: Array<Record<string, unknown>> = [];
  const send = async ({ input }: { input: Record<string, unknown> }) => seen.push(input);
  const notifier = new SnsNotifier({ send } as unknown as SnsSend, 'arn:topic');
  const event = {
    kind: `released\n${'ü'.repeat(200)}x`,
    pipeline: 'iris',
    runId: 'r',
    sentence: '1.0.1 serves',
    facts: { a: 1 },
  };
  await notifier.announce(event);
  expect(seen[0]).toMatchObject({
    TopicArn: 'arn:topic',
    Subject: 'iris: released x',
    Message: expect.stringMatching(/^1\.0\.1 serves\n\n\{.*"a": 1/s),
    MessageAttributes: { pipeline: { DataType: 'String', StringValue: 'iris' } },
  });
});
