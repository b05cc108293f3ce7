import { layout } from '../../lib/core/store-layout.ts';
import { readApproval } from '../../lib/steps/records/approval.ts';
import { takeAnswer } from '../../lib/steps/take-answer.ts';
import { FakeCodeHost } from '../fakes/code-host.ts';
import { intakeWorld } from './intake-world.ts';
import { request } from './world.ts';

const saidAt = '2026-01-01T00:00:00.000Z';
const answer = { host: 'github' as const, runId: 'push-1', approve: true, by: 'ada', reason: 'fine', saidAt };

async function asked() {
  const code = new FakeCodeHost();
  const ports = { ...(await intakeWorld()), code };
  const approval = {
    runId: 'push-1',
    pipeline: 'iris',
    question: { candidate: 'v', version: '1.1.0', champion: null, rule: 'always', verdict: 'pass', sentence: 'all' },
    token: 'token',
    askedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2099-01-01T00:00:00.000Z',
    answer: null,
    told: false,
  };
  const waits = request({ runId: 'push-1', trigger: { kind: 'push', detail: 'a push' } });
  await ports.store.put(layout.request('push-1'), JSON.stringify(waits));
  await ports.store.put(layout.approval('push-1'), JSON.stringify(approval));
  return { ports, code };
}

test('whoever may write to the repository answers by a comment', async () => {
  const { ports, code } = await asked();
  code.writers.add('ada');
  expect(await takeAnswer(answer, ports)).toBe('run push-1 was approved by github:ada: fine');
  expect((await readApproval(ports.store, 'push-1'))?.answer).toMatchObject({ approve: true, by: 'github:ada' });
});

test('whoever may not changes nothing, whatever the webhook said of them', async () => {
  const { ports } = await asked();
  expect(await takeAnswer(answer, ports)).toMatch(/may not write to the repository/);
  expect((await readApproval(ports.store, 'push-1'))?.answer).toBeNull();
  expect(await takeAnswer(answer, { ...ports, code: null })).toMatch(/may not write/);
});

test('a second comment, or one about a run that did not ask, is told and not tried again', async () => {
  const { ports, code } = await asked();
  code.writers.add('ada');
  await takeAnswer(answer, ports);
  expect(await takeAnswer({ ...answer, approve: false }, ports)).toMatch(
    /^already-answered: run push-1 was approved by/,
  );
  expect(await takeAnswer({ ...answer, runId: 'push-9' }, ports)).toMatch(/^not-asked: /);
});

test('a comment that comes late, or twice, is no answer to what was asked since', async () => {
  const { ports, code } = await asked();
  code.writers.add('ada');
  expect(await takeAnswer({ ...answer, saidAt: '2025-12-31T23:59:59.000Z' }, ports)).toMatch(
    /^asked-anew: run push-1 asked at 2026-01-01T00:00:00.000Z whether to release 1.1.0, /,
  );
  expect((await readApproval(ports.store, 'push-1'))?.answer).toBeNull();
});
