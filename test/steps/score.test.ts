import { InternalError } from '../../lib/core/errors.ts';
import { scoredSchema } from '../../lib/core/scored.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { score } from '../../lib/steps/score.ts';
import { admitRun, irisFile, served, type World, world } from './world.ts';

const [header, ...lines] = irisFile('data/iris.csv').trimEnd().split('\n');
const shard = (from: number, to: number) => `${[header, ...lines.slice(from, to)].join('\n')}\n`;

/** A run that was trained, with 40 holdout rows in two shards. */
async function trained(ports: World) {
  const run = await admitRun(ports);
  await ports.store.put(layout.splitShard(run.runId, 'holdout', 0), shard(0, 30));
  await ports.store.put(layout.splitShard(run.runId, 'holdout', 1), shard(30, 40));
  await ports.store.put(layout.trainedModel(run.runId), 'weights');
  await ports.store.put(layout.image(run.runId), JSON.stringify({ kind: 'bundle', digest: 'source', uri: null }));
  return run;
}

async function predictions({ store }: World, runId: string) {
  return scoredSchema.parse(JSON.parse(new TextDecoder().decode((await store.get(layout.predictions(runId)))?.bytes)));
}

test('the first candidate is asked all holdout rows of all shards, and the golden ones', async () => {
  const ports = world();
  const run = await trained(ports);
  const output = await score(run, ports);
  expect(output).toMatchObject({ status: 'scored', champion: null });
  const { holdout, golden, candidate } = await predictions(ports, run.runId);
  expect(candidate.id).toBe(output.candidate);
  expect(holdout.truth).toHaveLength(40);
  expect(holdout.candidate).toMatchObject({ status: 'answered' });
  expect(holdout.champion).toBeNull();
  expect(golden.truth).toHaveLength(12);
});

test('the champion is asked the same rows, by its own server', async () => {
  const ports = await served();
  ports.scorer.byId.set('v-1.0.0', 'unsure');
  const run = await trained(ports);
  expect(await score(run, ports)).toMatchObject({ status: 'scored', champion: '1.0.0' });
  const { holdout } = await predictions(ports, run.runId);
  expect(holdout.champion).toMatchObject({ status: 'answered' });
  expect(holdout.champion).not.toEqual(holdout.candidate);
  expect(ports.target.calls.filter((call) => call.startsWith('prepare'))).toHaveLength(2);
});

test('a candidate that does not come up is an answer, and JudgeModel says why', async () => {
  const ports = await served();
  ports.target.comesUp = ({ id }) => id === 'v-1.0.0';
  const run = await trained(ports);
  expect(await score(run, ports)).toMatchObject({ status: 'unservable' });
  expect((await predictions(ports, run.runId)).golden.candidate).toMatchObject({ status: 'failed', code: 'not-ready' });
});

test('what is our fault is thrown, not held against the model', async () => {
  const ports = world();
  const run = await trained(ports);
  ports.target.before = () => {
    throw new InternalError('router-gone', 'the router does not answer');
  };
  await expect(score(run, ports)).rejects.toMatchObject({ code: 'router-gone' });
});

test('no holdout shard is no row: the gate will say that it cannot tell', async () => {
  const ports = world();
  const run = await admitRun(ports);
  await ports.store.put(layout.trainedModel(run.runId), 'weights');
  await ports.store.put(layout.image(run.runId), JSON.stringify({ kind: 'bundle', digest: 'source', uri: null }));
  await score(run, ports);
  expect((await predictions(ports, run.runId)).holdout.truth).toEqual([]);
});
