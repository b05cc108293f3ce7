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

test('of a change without a run, the attribute is the change; SNS takes no empty one', async () => {
  const seen: Array<Record<string, unknown>> = [];
  const send = async ({ input }: { input: Record<string, unknown> }) => seen.push(input);
  const notifier = new SnsNotifier({ send } as unknown as SnsSend, 'arn:topic');
  const facts = { change: 'f'.repeat(64), more: { a: 1 } };
  await notifier.announce({ kind: 'not-run', pipeline: 'iris', runId: null, sentence: 's', facts });
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  expect(seen[0]?.MessageAttributes).toEqual({
    kind: attribute('not-run'),
    pipeline: attribute('iris'),
    change: attribute(facts.change),
  });
});
