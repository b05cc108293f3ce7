import fc from 'fast-check';
import { approvalCommentSchema, approvalIn } from '../../lib/core/approval-comment.ts';
import { hear } from '../../lib/core/github/events.ts';

test.each([
  ['/signalbox approve push-0a1b-1 checked with the fraud team', true, 'checked with the fraud team'],
  ['/signalbox reject push-0a1b-1', false, ''],
  ['/signalbox\tapprove  push-0a1b-1\r\nand more below', true, ''],
])('%j is an answer', (body, approve, reason) => {
  expect(approvalIn(body)).toEqual({ runId: 'push-0a1b-1', approve, reason });
});

test.each([
  'looks good',
  'please /signalbox approve push-1',
  '> /signalbox approve push-1',
  '/signalbox approve',
  '/signalbox approved push-1',
  '/signalbox approve ../leases/iris',
  '/signalbox approve Push-1',
  '',
])('%j is none', (body) => {
  expect(approvalIn(body)).toBeUndefined();
});

test('whatever is written, what is read of it fits the message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      const read = approvalIn(`/signalbox approve push-1 ${rest}`);
      if (read) approvalCommentSchema.parse({ host: 'github', by: 'ada', saidAt: '2026-01-01T00:00:00Z', ...read });
    }),
  );
});

describe('a comment on GitHub', () => {
  const connected = { repository: 'octo/iris', branch: 'main', check: 'signalbox' };
  const comment = (changes: object = {}, said: object = {}) => ({
    action: 'created',
    repository: { id: 1, full_name: 'octo/iris' },
    comment: {
      body: '/signalbox approve push-1 fine',
      created_at: '2026-01-01T02:00:00+02:00',
      user: { login: 'ada', type: 'User' },
      ...said,
    },
    ...changes,
  });

  test.each(['issue_comment', 'commit_comment'])('%s answers for who wrote it', (event) => {
    const saidAt = '2026-01-01T00:00:00.000Z';
    const answer = { host: 'github', runId: 'push-1', approve: true, reason: 'fine', by: 'ada', saidAt };
    expect(hear(event, comment(), connected)).toEqual({ answer });
  });

  test.each([
    ['edited afterwards', comment({ action: 'edited' }), 'action'],
    ['of a machine', comment({}, { user: { login: 'bot', type: 'Bot' } }), 'author'],
    ['of nobody', comment({}, { user: null }), 'author'],
    ['about something else', comment({}, { body: 'hello' }), 'comment'],
    ['of another repository', comment({ repository: { id: 2, full_name: 'octo/other' } }), 'repository'],
  ])('%s is ignored', (_, payload, why) => {
    expect(hear('issue_comment', payload, connected)).toEqual({ ignored: why });
  });
});
