import { announcementsOf } from '../../lambda/announcements.ts';

const record = (messageId: string, values: Record<string, string>) => ({
  messageId,
  body: 'a sentence for people',
  messageAttributes: Object.fromEntries(
    Object.entries(values).map(([name, stringValue]) => [name, { dataType: 'String', stringValue }]),
  ),
});
const identity = 'f'.repeat(64);

test('each message of a batch names a run, or else a change', () => {
  const Records = [
    record('1', { kind: 'started', runId: 'push-5f1c2a77b0de-1' }),
    record('2', { kind: 'not-run', change: identity }),
    record('3', { kind: 'rolled-back' }),
  ];
  expect(announcementsOf({ Records })).toEqual([
    { messageId: '1', about: { runId: 'push-5f1c2a77b0de-1' } },
    { messageId: '2', about: { change: identity } },
    { messageId: '3', about: null },
  ]);
});

test.each(['../../leases/iris', 'a/b', 'A', '', 'x'.repeat(41)])(
  'an id that is none of ours becomes no key: %s',
  (runId) => {
    expect(announcementsOf({ Records: [record('1', { runId, change: '../x' })] })).toEqual([
      { messageId: '1', about: null },
    ]);
  },
);

test.each([null, {}, { Records: [{ Sns: {} }] }, 'text'])('what is no batch is not taken for one', (event) => {
  expect(announcementsOf(event)).toBeUndefined();
});
