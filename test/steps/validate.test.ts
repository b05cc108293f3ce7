import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateFiles } from '../../lib/steps/validate.ts';
import { temporaryFolder } from '../engine/tables.ts';
import { irisCsv, poisonedIris } from './data-gate-run.ts';

const folder = temporaryFolder();
const contractText = readFileSync(join(import.meta.dirname, '../../examples/iris/contract.yaml'), 'utf8');
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const validate = (files: string[], change = {}) =>
  validateFiles({ files, contractFile: 'contract.yaml', contractText, format: {}, ...change }, new Date(0));

test('good files pass, as one table', async () => {
  const gate = await validate([write('a.csv', irisCsv)], { target: 'species' });
  expect(gate).toMatchObject({ gate: 'data', verdict: 'pass', decidedAt: '1970-01-01T00:00:00.000Z' });
});

test('bad rows fail with their numbers', async () => {
  const gate = await validate([write('b.csv', poisonedIris())]);
  expect(gate).toMatchObject({ verdict: 'fail', sentence: expect.stringContaining('20 of 150 rows outside 0.5..8') });
});

test('the same file twice repeats every key', async () => {
  const file = write('c.csv', irisCsv);
  const gate = await validate([file, file]);
  expect(gate.sentence).toContain('flower_id unique (150 of 300 rows with a repeated flower_id');
});

test('a file that cannot be read is a failing gate that says why', async () => {
  const gate = await validate([write('d.csv', ''), join(folder, 'none.csv')]);
  expect(gate).toMatchObject({ verdict: 'fail', unreadable: { code: 'data-empty' } });
});

test('a wrong question is an error: a contract that is none, a target that is no column', async () => {
  await expect(validate([], { contractText: 'x: 1' })).rejects.toMatchObject({ code: 'contract-invalid' });
  const file = write('e.csv', irisCsv);
  await expect(validate([file], { target: 'kind' })).rejects.toMatchObject({ code: 'target-unknown' });
});

test('rules about files are about those that are judged, by name', async () => {
  const files = [write('f.csv', irisCsv), write('g.csv', irisCsv)];
  const contractText = `Rules = [ FileSize > 1 KB, FileUniqueness = 1, FileSize "s3://b/k" > 1 KB,
    FileFreshness > (now() - 3 days), ColumnExists "species" ]`;
  const { checks } = await validate(files, { contractText, contractFile: 'rules.dqdl' });
  expect(checks.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'inconclusive', 'pass', 'pass']);
  expect(checks[1]?.sentence).toContain(`these are not: ${files.join(', ')}`);
  expect(checks[2]?.sentence).toContain('no file of the data lies under s3://b/k; its files are ');
});
