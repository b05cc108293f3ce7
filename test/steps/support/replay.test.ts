import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { readRollout } from '../../../lib/steps/records/rollout-record.ts';
import type { RolloutRecord } from '../../../lib/steps/records/rollout-schema.ts';
import { replayed } from '../../../lib/steps/support/replay.ts';
import { shiftedTo } from '../rollout.ts';
import { irisFile, type World } from '../world.ts';

const policy = parsePolicy(
  irisFile('signalbox.yaml').replace(
    /strategy:\n(?: {4}.*\n)+/,
    'strategy:\n    kind: shadow\n    source: replay\n    samplePercent: 50\n',
  ),
);
const flower = (petal_length: number) => ({ instances: [{ petal_length, petal_width: 1 }] });
const windowAt = (second: number) => `2026-01-01T00:00:0${second}.000Z`;

async function replaying(lines: string[]): Promise<{ ports: World; record: RolloutRecord }> {
  const { ports } = await shiftedTo(0);
  await ports.store.put(`${layout.captured}2026-01-01/00/a.jsonl`, lines.join('\n'));
  const record = (await readRollout(ports.store, 'iris')) as RolloutRecord;
  const step = { manner: 'replayed' as const, percent: 50, bakeSeconds: 3, deadlineSeconds: 9 };
  return {
    ports,
    record: { ...record, startedAt: '2027-01-01T00:00:00.000Z', plan: { ...record.plan, steps: [step] } },
  };
}

test('both versions answer the same captured requests, whoever captured them, and their answers are compared', async () => {
  const captured = JSON.stringify({
    captureData: {
      endpointInput: { data: Buffer.from(JSON.stringify(flower(5))).toString('base64'), encoding: 'BASE64' },
    },
  });
  const lines = [JSON.stringify(flower(1)), JSON.stringify(flower(1)), 'no JSON', captured, captured];
  const { ports, record } = await replaying(lines);
  ports.scorer.byId.set('v-1.0.0', 'good');
  const same = await replayed(record, policy, windowAt(0), ports);
  expect(same).toMatchObject({
    candidate: {
      requests: 2,
      errors: 0,
      agreement: { compared: 2, disagreed: 0 },
      predictions: { count: 2, invalid: 0 },
    },
    champion: { servableId: 'v-1.0.0', requests: 2 },
  });
  ports.scorer.otherwise = 'failing';
  const { candidate } = await replayed(record, policy, windowAt(0), ports);
  expect(candidate).toMatchObject({ requests: 2, errors: 2, agreement: { compared: 2, disagreed: 2 } });
});

test('each request is sent in one window only, and without any more there is no data', async () => {
  const { ports, record } = await replaying(Array.from({ length: 150 }, () => JSON.stringify(flower(1))));
  const requests = async (second: number) =>
    (await replayed(record, policy, windowAt(second), ports)).candidate?.requests ?? null;
  expect([await requests(0), await requests(1), await requests(2)]).toEqual([50, 25, null]);
});

test('what was captured after the rollout began is not replayed', async () => {
  const { ports, record } = await replaying([JSON.stringify(flower(1))]);
  const early = { ...record, startedAt: '2020-01-01T00:00:00.000Z' };
  expect(await replayed(early, policy, windowAt(0), ports)).toEqual({ candidate: null, champion: null });
});
