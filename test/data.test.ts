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

test('a contract compares with other data, in any format, which is given by its name', async () => {
  const rules = join(folder, 'rules.dqdl');
  writeFileSync(rules, 'Rules = [ ReferentialIntegrity "species" "known.name", RowCountMatch "known" > 40 ]');
  const list = join(folder, 'species.jsonl');
  writeFileSync(list, '{"name": "setosa"}\n{"name": "versicolor"}\n{"name": "virginica"}\n');
  const asked = { data: good, contract: rules };
  expect((await validate({ ...asked, references: { known: [list] } })).gate).toMatchObject({ verdict: 'pass' });
  const latin = { ...asked, format: { type: 'csv', encoding: 'latin-1' } as const };
  expect((await validate({ ...latin, references: { known: [list] } })).gate).toMatchObject({ verdict: 'pass' });
  const refused = (references: Record<string, string[]>) => validate({ ...asked, references });
  await expect(refused({ known: [join(folder, 'nowhere.csv')] })).rejects.toThrow(
    /nowhere\.csv: cannot be read; .* known/,
  );
  await expect(refused({ known: [] })).rejects.toMatchObject({ code: 'data-missing' });
  await expect(refused({ 'no name': [list] })).rejects.toMatchObject({ code: 'reference-invalid' });
  await expect(refused({})).rejects.toMatchObject({ code: 'reference-missing', fault: 'input' });
  await expect(refused({ known: [list], more: [list] })).rejects.toMatchObject({ code: 'reference-unused' });
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
