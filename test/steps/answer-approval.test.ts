import { layout } from '../../lib/core/store-layout.ts';
import { answerApproval } from '../../lib/steps/answer-approval.ts';
import { type Approval, readApproval } from '../../lib/steps/records/approval.ts';
import { waitingApprovals } from '../../lib/steps/support/open-approvals.ts';
import { recoverApprovals } from '../../lib/steps/support/recover-approvals.ts';
import { request, served, type World } from './world.ts';

const yes = { runId: 'push-1', approve: true, by: 'ada', reason: 'checked with the fraud team' };
const no = { ...yes, approve: false, by: 'bob', reason: 'not today' };

/** A place where a run waits for approval for an hour. */
async function asked(given: Partial<Approval> = {}): Promise<World> {
  const ports = await served();
  const now = ports.clock.now().getTime();
  const approval: Approval = {
    runId: 'push-1',
    pipeline: 'iris',
    question: { candidate: 'v', version: '1.1.0', champion: '1.0.0', rule: 'always', verdict: 'pass', sentence: 'all' },
    token: 'token',
    askedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 3_600_000).toISOString(),
    answer: null,
    told: false,
    ...given,
  };
  const waits = request({ runId: 'push-1', trigger: { kind: 'push', detail: 'a push' } });
  await ports.store.put(layout.request('push-1'), JSON.stringify(waits));
  await ports.store.put(layout.approval('push-1'), JSON.stringify(approval));
  return ports;
}

test('the answer is on record with who, when and why, and the execution is told', async () => {
  const ports = await asked();
  expect(await answerApproval(yes, ports)).toBe('run push-1 was approved by ada: checked with the fraud team');
  expect(ports.executions.answers.get('token')).toEqual({ goOn: true, reason: 'ada: checked with the fraud team' });
  const at = ports.clock.now().toISOString();
  const { runId: _, ...answer } = yes;
  expect(await readApproval(ports.store, 'push-1')).toMatchObject({ answer: { ...answer, at }, told: true });
});

test('of two answers at once the first stands, and the other is told whose it was', async () => {
  const ports = await asked();
  const both = await Promise.allSettled([answerApproval(yes, ports), answerApproval(no, ports)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const answer = (await readApproval(ports.store, 'push-1'))?.answer;
  const lost = both.find((one) => one.status === 'rejected');
  expect(lost?.reason).toMatchObject({
    code: 'already-answered',
    message: expect.stringContaining(`by ${answer?.by} at`),
  });
  expect(ports.executions.answers.get('token')).toMatchObject({ goOn: answer?.approve });
});

test('approving twice is refused, and tells an execution that had not heard of the first answer', async () => {
  const ports = await asked({ answer: { ...answerOf(no), at: '2026-01-01T00:00:00.000Z' } });
  await expect(answerApproval(yes, ports)).rejects.toMatchObject({
    code: 'already-answered',
    message: 'run push-1 was rejected by bob at 2026-01-01T00:00:00.000Z: not today',
  });
  expect(ports.executions.answers.get('token')).toEqual({ goOn: false, reason: 'bob: not today' });
});

test('an answer is to the question that was read, not to one that was asked in its place meanwhile', async () => {
  const ports = await asked();
  const { get } = ports.store;
  let isRead = false;
  jest.spyOn(ports.store, 'get').mockImplementation(async (key) => {
    const found = await get.call(ports.store, key);
    if (found && key === layout.approval('push-1') && !isRead) {
      isRead = true;
      const other = { ...JSON.parse(new TextDecoder().decode(found.bytes)), askedAt: '2099-01-01T00:00:00.000Z' };
      await ports.store.put(key, JSON.stringify(other));
    }
    return found;
  });
  await expect(answerApproval(yes, ports)).rejects.toMatchObject({ code: 'asked-anew' });
  expect(ports.executions.answers.size).toBe(0);
});

test('after its time limit a question cannot be answered', async () => {
  const ports = await asked();
  ports.clock.advance(3_600);
  await expect(answerApproval(yes, ports)).rejects.toMatchObject({ code: 'approval-expired' });
  expect(ports.executions.answers.size).toBe(0);
});

test('a run that did not ask cannot be answered', async () => {
  const ports = await asked();
  await expect(answerApproval({ ...yes, runId: 'data-9' }, ports)).rejects.toMatchObject({ code: 'not-asked' });
});

test('a run that has ended says how', async () => {
  const ports = await asked();
  const outcome = {
    runId: 'push-1',
    pipeline: 'iris',
    trigger: { kind: 'push', detail: '' },
    outcome: 'superseded',
    gate: null,
    sentence: 'a newer request made this run pointless',
    version: null,
    serving: '1.0.0',
    executionArn: 'arn',
    startedAt: '',
    endedAt: '',
    errorCode: null,
  };
  await ports.store.put(layout.outcome('push-1'), JSON.stringify(outcome));
  await expect(answerApproval(yes, ports)).rejects.toMatchObject({
    code: 'run-ended',
    message: 'run push-1 has ended as superseded: a newer request made this run pointless',
  });
});

test('the reaper tells each answer once, and leaves open questions alone', async () => {
  const ports = await asked();
  expect(await recoverApprovals(ports)).toEqual([]);
  const answered = await asked({ answer: { ...answerOf(yes), at: '2026-01-01T00:00:00.000Z' } });
  expect(await recoverApprovals(answered)).toHaveLength(1);
  expect(await recoverApprovals(answered)).toEqual([]);
});

function answerOf({ approve, by, reason }: typeof yes) {
  return { approve, by, reason };
}

test('who waits is listed with what was asked, and not with what answers it', async () => {
  const ports = await asked();
  const [waits] = await waitingApprovals(ports);
  expect(waits).toMatchObject({ runId: 'push-1', version: '1.1.0', champion: '1.0.0', rule: 'always' });
  expect(JSON.stringify(waits)).not.toContain('token');
  await answerApproval(yes, ports);
  expect(await waitingApprovals(ports)).toEqual([]);
});
