import type { GateRecord } from '../../lib/core/gate.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { judgeModel } from '../../lib/steps/judge-model.ts';
import { answered, evidence, failed, rows } from '../core/model-checks/evidence.ts';
import { admitRun, world } from './world.ts';

const truth = Array.from({ length: 30 }, (_, index) => (index % 2 ? 'a' : 'b'));
const right = rows(truth, answered(truth));

async function judged(scored: Parameters<typeof evidence>[0]) {
  const ports = world();
  const run = await admitRun(ports);
  await ports.store.put(layout.predictions(run.runId), JSON.stringify(evidence(scored).scored));
  const answer = await judgeModel(run, ports);
  const text = new TextDecoder().decode((await ports.store.get(layout.gate(run.runId, 'model')))?.bytes);
  return { answer, record: JSON.parse(text) as GateRecord };
}

test('a good model passes, and every metric of its task is recorded', async () => {
  const { answer, record } = await judged({ holdout: right, golden: right });
  expect(answer).toEqual({ verdict: 'pass', sentence: record.sentence });
  expect(record.sentence).toMatch(/^all \d+ checks passed$/);
  expect(record.facts).toMatchObject({
    candidate: { accuracy: 1, macro_f1: 1, log_loss: expect.any(Number) },
    champion: null,
    rows: 30,
  });
});

test('what failed is said before what could not be told', async () => {
  const few = rows(['a'], answered(['b']));
  const { answer } = await judged({ holdout: few, golden: right });
  expect(answer.verdict).toBe('fail');
  expect(answer.sentence).toMatch(/^\d of \d checks failed: accuracy is 0; ≥ 0\.85 is required/);
  expect(answer.sentence).not.toContain('holdout rows');
});

test('what could not be told blocks, and is counted', async () => {
  const few = rows(['a', 'b'], answered(['a', 'b']));
  const { answer } = await judged({ holdout: few, golden: right });
  expect(answer).toEqual({
    verdict: 'inconclusive',
    sentence: expect.stringMatching(/^1 of \d checks could not tell: 2 holdout rows; at least 20 are needed to judge$/),
  });
});

test('a server that failed alike on both sets is told once', async () => {
  const down = rows(truth, failed);
  const { answer } = await judged({ holdout: down, golden: down });
  expect(answer).toMatchObject({
    verdict: 'fail',
    sentence: expect.stringMatching(/^2 of \d checks failed: it never came up$/),
  });
});

test('without predictions something of ours is broken', async () => {
  const ports = world();
  await expect(judgeModel(await admitRun(ports), ports)).rejects.toMatchObject({
    code: 'record-missing',
    fault: 'ours',
  });
});
