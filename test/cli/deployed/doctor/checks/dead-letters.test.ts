import { deadLetters } from '../../../../../lib/cli/deployed/doctor/checks/dead-letters.ts';
import { patient } from '../patient.ts';

const holding = (counts: Record<string, string>) => ({
  GetQueueAttributes: ({ QueueUrl }: { QueueUrl: string }) => ({
    Attributes: { ApproximateNumberOfMessages: counts[QueueUrl.split('/').at(-1) ?? ''] },
  }),
});

test('empty queues are well', async () => {
  const seen = await patient(holding({ events: '0', intake: '0' }) as never);
  expect(await deadLetters.look(seen)).toMatchObject([{ state: 'ok', sentence: 'events, intake are empty' }]);
});

test('one that holds a letter is told with how to send it back, and so is one that does not say', async () => {
  const seen = await patient(holding({ intake: '3' }) as never);
  expect(await deadLetters.look(seen)).toMatchObject([
    { state: 'fail', sentence: 'events holds NaN' },
    {
      state: 'fail',
      sentence: 'intake holds 3',
      mend: expect.stringMatching(/signalbox redrive intake --pipeline iris/),
    },
  ]);
});
