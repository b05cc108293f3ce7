import { layout } from '../../lib/core/store-layout.ts';
import { approve } from '../../lib/steps/approve.ts';
import { readApproval } from '../../lib/steps/records/approval.ts';
import { admitRun, served } from './world.ts';

const rows = { truth: [], candidate: { status: 'answered', predictions: [], latenciesMs: [] }, champion: null };
const servable = { id: 'v', sourceDigest: 'source', imageDigest: 'image', imageUri: null, modelDigest: 'model' };

/** A run of changed code whose policy asks for approval of every release, judged against 1.0.0. */
async function asking() {
  const ports = await served();
  const source = { digest: 'newer', commit: null };
  const run = await admitRun(ports, { runId: 'push-3', trigger: { kind: 'push', detail: 'a push' }, source });
  const key = layout.admission('push-3');
  const admission = JSON.parse(new TextDecoder().decode((await ports.store.get(key))?.bytes));
  admission.policy.release.approval = 'always';
  await ports.store.put(key, JSON.stringify(admission));
  const scored = { candidate: servable, champion: '1.0.0', holdout: rows, golden: rows };
  await ports.store.put(layout.predictions('push-3'), JSON.stringify(scored));
  const sentence = 'all 9 checks passed';
  const gate = { gate: 'model', verdict: 'pass', sentence, checks: [], decidedAt: '2026-01-01T00:00:00.000Z' };
  await ports.store.put(layout.gate('push-3', 'model'), JSON.stringify(gate));
  return { ports, run };
}

test('a person is told what waits, until when, and how to answer here', async () => {
  const { ports, run } = await asking();
  const { expiresAt } = await approve({ ...run, taskToken: 'one' }, ports);
  expect(ports.announced).toEqual([
    `iris 2.0.0 (1.0.0 serves now) waits for approval until ${expiresAt}: all 9 checks passed. Answer with: signalbox approve push-3 --reason "…"; reject instead of approve says no`,
  ]);
});

test('asked again under a new token, the question keeps its time, and an answer that was given is handed on with who gave it', async () => {
  const { ports, run } = await asking();
  const first = await approve({ ...run, taskToken: 'one' }, ports);
  const asked = await readApproval(ports.store, 'push-3');
  const answer = { approve: true, by: 'ada', reason: 'fine', at: '2026-01-01T00:00:00.000Z' };
  await ports.store.put(layout.approval('push-3'), JSON.stringify({ ...asked, answer }));
  ports.clock.advance(60);
  expect(await approve({ ...run, taskToken: 'two' }, ports)).toEqual(first);
  expect(ports.executions.answers.get('two')).toEqual({ goOn: true, reason: 'ada: fine' });
  expect(await readApproval(ports.store, 'push-3')).toMatchObject({ token: 'two', told: true, answer });
  expect(ports.announced).toHaveLength(1);
});
