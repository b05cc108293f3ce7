import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { SfnSend } from '../../lib/aws/clients.ts';
import { readHistories } from '../../lib/aws/execution-timeline.ts';

const at = new Date('2026-11-23T12:00:00.000Z');
const event = (id: number, type: string, more: object = {}) => ({ id, type, timestamp: at, ...more }) as HistoryEvent;
const started = (arn: string) => ({
  taskSubmittedEventDetails: {
    resourceType: 'states',
    resource: 'startExecution.sync:2',
    output: JSON.stringify({ ExecutionArn: arn }),
  },
});

test('histories are read to their last page, and so are those of all that was started, however deep', async () => {
  const pages: Record<string, HistoryEvent[][]> = {
    'arn:delivery': [
      [event(1, 'TaskStateEntered', { stateEnteredEventDetails: { name: 'Rollout' } })],
      [event(2, 'TaskSubmitted', started('arn:rollout'))],
    ],
    'arn:rollout': [[event(1, 'TaskSubmitted', started('arn:watch'))]],
    'arn:watch': [[event(1, 'WaitStateEntered', { stateEnteredEventDetails: { name: 'Bake' } })]],
  };
  const send = async ({ input }: { input: { executionArn: string; nextToken?: string } }) => {
    const all = pages[input.executionArn] ?? [];
    const page = Number(input.nextToken ?? 0);
    return { events: all[page], ...(page + 1 < all.length ? { nextToken: String(page + 1) } : {}) };
  };
  const histories = await readHistories({ send } as unknown as SfnSend, 'arn:delivery');
  expect(histories.map((one) => one.map(({ type, state }) => [type, state]))).toEqual([
    [
      ['TaskStateEntered', 'Rollout'],
      ['TaskSubmitted', null],
    ],
    [['TaskSubmitted', null]],
    [['WaitStateEntered', 'Bake']],
  ]);
  expect(histories[0]?.[0]?.at).toBe('2026-11-23T12:00:00.000Z');
});
