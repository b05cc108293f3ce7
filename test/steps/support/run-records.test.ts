import type { GateRecord } from '../../../lib/core/gate.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { readRunContract } from '../../../lib/steps/support/run-contract.ts';
import { readGates } from '../../../lib/steps/support/run-record.ts';
import { readAdmission, readRequest, readSnapshot, writeGate } from '../../../lib/steps/support/run-records.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { admitted } from '../data-gate-run.ts';
import { request } from '../world.ts';

const gate = (name: GateRecord['gate'], verdict: GateRecord['verdict'] = 'pass'): GateRecord => ({
  gate: name,
  verdict,
  sentence: 'said',
  checks: [],
  decidedAt: '2026-01-01T00:00:00.000Z',
});

test('a record that must be there and is not is our fault, by its key', async () => {
  const store = new MemoryStore();
  for (const [reading, key] of [
    [readRequest(store, 'run'), layout.request('run')],
    [readAdmission(store, 'run'), layout.admission('run')],
    [readSnapshot(store, 'hash'), layout.snapshot('hash')],
  ] as const) {
    await expect(reading).rejects.toMatchObject({
      code: 'record-missing',
      fault: 'ours',
      message: `${key} is not in the store`,
    });
  }
});

test('a record of another form is never guessed at', async () => {
  const store = new MemoryStore();
  await store.put(layout.request('run'), JSON.stringify({ ...request(), attempt: 0 }));
  await expect(readRequest(store, 'run')).rejects.toMatchObject({ code: 'corrupt-record' });
});

test('gates come in the order of the machine, and of two decisions the later stands', async () => {
  const store = new MemoryStore();
  for (const record of [gate('model'), gate('checks'), gate('data', 'inconclusive'), gate('data')]) {
    await writeGate(store, 'run', record);
  }
  expect((await readGates(store, 'run')).map(({ gate, verdict }) => [gate, verdict])).toEqual([
    ['checks', 'pass'],
    ['data', 'pass'],
    ['model', 'pass'],
  ]);
});

test('what a suite says of the present, it says of the moment when the run was asked for', async () => {
  const { store, json } = await admitted([]);
  const kwargs = { column: 'measured', min_value: { $PARAMETER: 'now() - timedelta(days=1)' } };
  const suite = { name: 's', expectations: [{ type: 'expect_column_max_to_be_between', kwargs }] };
  const admission = (await json(layout.admission('data-1'))) as object;
  const contract = { file: 'suite.json', text: JSON.stringify(suite) };
  await store.put(layout.admission('data-1'), JSON.stringify({ ...admission, contract }));
  const { checks } = await readRunContract(store, 'data-1');
  expect(checks.map(({ args }) => args)).toEqual([{ of: 'max', minimum: '2025-12-31T00:00:00' }]);
});
