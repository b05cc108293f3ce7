import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drift, InputError, profile, validate } from '../lib/data.ts';
import { temporaryFolder } from './engine/tables.ts';

const folder = temporaryFolder();
const examples = join(import.meta.dirname, '../examples');
const contract = join(examples, 'iris/contract.yaml');
const good = [join(examples, 'demo/drops/2-more/iris.csv')];
const poisoned = [join(examples, 'demo/drops/3-poisoned/iris.csv')];

test('validate answers with the gate and what the data holds', async () => {
  const { gate, profile: found } = await validate({ data: good, contract });
  expect(gate).toMatchObject({ gate: 'data', verdict: 'pass' });
  expect(found?.rows).toBe(150);
  const against = await validate({ data: poisoned, contract, baseline: good });
  expect(against.gate.checks.filter(({ check, verdict }) => check === 'drift' && verdict === 'fail')).toMatchObject([
    { subject: 'petal_length' },
  ]);
});

test('a profile that is stored is what drift compares with later', async () => {
  const stored = join(folder, 'profile.json');
  writeFileSync(stored, JSON.stringify(await profile({ data: good })));
  expect(await drift({ reference: [stored], current: good })).toMatchObject({ verdict: 'pass' });
  expect(await drift({ reference: [stored], current: poisoned })).toMatchObject({ verdict: 'fail' });
});

test('what cannot be used is an error with a code', async () => {
  const asked = validate({ data: good, contract: join(folder, 'nowhere.yaml') });
  await expect(asked).rejects.toBeInstanceOf(InputError);
  await expect(asked).rejects.toMatchObject({ code: 'file-missing', fault: 'input' });
});
