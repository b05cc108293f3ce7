import { layout } from '../../lib/core/store-layout.ts';
import { judgeImage } from '../../lib/steps/judge-image.ts';
import { admitRun, type World, world } from './world.ts';

const digest = `sha256:${'d'.repeat(64)}`;
const run = { runId: 'push-1', executionArn: 'arn' };

async function built(kind: 'image' | 'bundle', scan?: string): Promise<World> {
  const ports = world();
  await admitRun(ports, { runId: run.runId });
  const key = layout.admission(run.runId);
  const admission = JSON.parse(new TextDecoder().decode((await ports.store.get(key))?.bytes));
  admission.policy.image = { failOn: 'high' };
  await ports.store.put(key, JSON.stringify(admission));
  await ports.store.put(layout.image(run.runId), JSON.stringify({ kind, digest, uri: null }));
  if (scan !== undefined) await ports.store.put(layout.scan(run.runId), scan);
  return ports;
}

const scan = (severity: string) =>
  JSON.stringify({
    digest,
    status: 'COMPLETE',
    description: null,
    basic: [{ name: 'CVE-1', severity }],
    enhanced: null,
  });

test("the scan of the run's own image decides the image gate", async () => {
  expect(await judgeImage(run, await built('image', scan('LOW')))).toMatchObject({ verdict: 'pass' });
  const ports = await built('image', scan('HIGH'));
  expect(await judgeImage(run, ports)).toMatchObject({ verdict: 'fail', sentence: expect.stringContaining('CVE-1') });
  const record = JSON.parse(new TextDecoder().decode((await ports.store.get(layout.gate(run.runId, 'image')))?.bytes));
  expect(record).toMatchObject({ gate: 'image', verdict: 'fail' });
});

test.each([undefined, 'no json', '{}'])('a scan that is missing or unreadable is inconclusive: %s', async (given) => {
  expect(await judgeImage(run, await built('image', given))).toMatchObject({ verdict: 'inconclusive' });
});

test('a laptop, which builds no image, has none that could be judged, and says so', async () => {
  expect(await judgeImage(run, await built('bundle'))).toMatchObject({
    verdict: 'pass',
    sentence: expect.stringContaining('no image was built'),
  });
});
