import type { GateRecord } from '../../../lib/core/gate.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { gateOfJob, readChecksGate } from '../../../lib/steps/support/build-gate.ts';
import { readGates } from '../../../lib/steps/support/run-record.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const explained = { code: null, sentence: 'Error while executing command: set -euo pipefail… Reason: exit status 1' };
const key = layout.gate('push-1', 'checks');
const record: GateRecord = {
  gate: 'checks',
  verdict: 'fail',
  sentence: 'tests (`pytest`) exited with 1: 2 failed',
  checks: [],
  decidedAt: '2026-11-23T10:00:00.000Z',
};
const place = () => ({ store: new MemoryStore(), runId: 'push-1' });

test('the checks say themselves why they failed', async () => {
  const run = place();
  await run.store.put(key, JSON.stringify(record));
  expect(await gateOfJob('checks', explained, new Date(0), run)).toEqual(record);
});

test('checks that passed, and yet their build failed, are told by whoever ran it', async () => {
  const run = place();
  await run.store.put(key, JSON.stringify({ ...record, verdict: 'pass' }));
  expect(await gateOfJob('checks', explained, new Date(0), run)).toMatchObject({ sentence: explained.sentence });
});

test.each(['image', 'train'] as const)(
  'the %s job leaves a sentence, at most 1,000 characters of one line',
  async (gate) => {
    const run = place();
    await run.store.put(layout.log('push-1', `${gate}-failure`), `ERROR: no space\n  left ${'x'.repeat(2_000)}`);
    const { sentence } = await gateOfJob(gate, explained, new Date(0), run);
    expect(sentence).toMatch(/^ERROR: no space \| left x+$/);
    expect(sentence).toHaveLength(1_000);
  },
);

test.each(['{', '{}', JSON.stringify({ ...record, gate: 'model', verdict: 'pass' })])(
  'a record that cannot be read is told and keeps no run from its end: %s',
  async (text) => {
    const { store } = place();
    await store.put(key, text);
    expect(await readChecksGate(store, 'push-1')).toMatchObject({ gate: 'checks', verdict: 'inconclusive' });
    expect(await readGates(store, 'push-1')).toHaveLength(1);
  },
);
