import { subscribers } from '../../../../../lib/cli/deployed/doctor/checks/subscribers.ts';
import { patient } from '../patient.ts';

test('a topic that somebody hears is well; one that nobody confirmed is worth a look', async () => {
  const seen = await patient({
    ListSubscriptionsByTopic: ({ TopicArn }: { TopicArn: string }) => ({
      Subscriptions: [{ SubscriptionArn: TopicArn.endsWith('events') ? `${TopicArn}:1` : 'PendingConfirmation' }],
    }),
  } as never);
  expect(await subscribers.look(seen)).toMatchObject([
    { state: 'ok', sentence: 'events: 1 hears it' },
    { state: 'warn', sentence: 'approvals: nobody hears it, 1 did not confirm yet' },
  ]);
});
