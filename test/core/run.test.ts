import { earlierAttempts, isRunId, runIdOf, runIdsIn, triggerKinds } from '../../lib/core/run.ts';
import { sha256 } from '../../lib/core/sha256.ts';

test.each(triggerKinds)('a run id of %s has at most 40 characters and names jobs, files and executions', (kind) => {
  const id = runIdOf(kind, sha256('cause'), 9_999);
  expect(id.length).toBeLessThanOrEqual(40);
  expect(id).toMatch(/^[a-z][a-z-]*-[0-9a-f]{12}-9999$/);
  expect(isRunId(id)).toBe(true);
});

test('the same cause and attempt give the same id; another of either gives another', () => {
  const cause = sha256('a');
  expect(runIdOf('data', cause, 1)).toBe(runIdOf('data', cause, 1));
  expect(new Set([runIdOf('data', cause, 1), runIdOf('data', cause, 2), runIdOf('data', sha256('b'), 1)]).size).toBe(3);
});

test('the attempts before one are known by its name, the latest first', () => {
  expect(earlierAttempts('push-0123456789ab-3')).toEqual(['push-0123456789ab-2', 'push-0123456789ab-1']);
  expect(earlierAttempts('push-0123456789ab-1')).toEqual([]);
  expect(earlierAttempts('push')).toEqual([]);
});

test.each([
  'data',
  'data-1',
  'data-0123456789ab-0',
  'data-0123456789ab-1/',
  './data-0123456789ab-1',
  'x-0123456789ab-1',
])('%s is no id of a run', (text) => {
  expect(isRunId(text)).toBe(false);
});

test('runs are found in a sentence and in the name of an execution, each once', () => {
  expect(runIdsIn('run data-0123456789ab-1 failed; pull-request-0123456789ab-12, data-0123456789ab-1')).toEqual([
    'data-0123456789ab-1',
    'pull-request-0123456789ab-12',
  ]);
  expect(runIdsIn('arn:aws:states:eu-west-1:1:execution:signalbox-iris-rollout:push-0123456789ab-2-rollout')).toEqual([
    'push-0123456789ab-2',
  ]);
  expect(runIdsIn('nothing: data-1, xdata-0123456789ab-1')).toEqual([]);
});
