import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeCheck } from '../../lib/core/checks/judge.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { odcsContract } from '../../lib/core/export/odcs/odcs.ts';
import { dataGate } from '../../lib/core/profile/data-gate.ts';
import { mergeProfiles } from '../../lib/core/profile/merge.ts';
import type { Profile } from '../../lib/core/profile/profile.ts';
import { typedContract } from '../../lib/engine/typed-relation.ts';
import { profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const schemaOf = (text: string) => readContract({ text: `schema_type: dataframe\n${text}\n`, file: 'schema.yaml' });
const judged = async (contract: ReturnType<typeof schemaOf>, csv: string) => {
  const { checks } = await profileOf(folder, contract, csv);
  return contract.checks.map((check, at) => judgeCheck(check, checks[at] ?? { failing: null, total: 0, samples: [] }));
};
const gateOf = (contract: ReturnType<typeof schemaOf>, files: Record<string, Profile | undefined>) =>
  dataGate(
    contract,
    Object.entries(files).flatMap(([file, profile]) =>
      profile ? [{ status: 'profiled' as const, file, profile }] : [],
    ),
    { decidedAt: '2026-01-01T00:00:00.000Z' },
  );
const verdicts = async (contract: ReturnType<typeof schemaOf>, csv: string) =>
  (await judged(contract, csv)).map(({ check, verdict }) => `${check} ${verdict}`);

const optional = schemaOf(
  'columns: { a: { nullable: true }, b: { dtype: int64, required: false, greater_than: 0, unique_values_eq: [1, 2] } }',
);

test('checks of a column that may be absent pass without it and are kept to with it', async () => {
  const kinds = ['type', 'required', 'range', 'distinct-values'];
  expect(await verdicts(optional, 'a\n1\n')).toEqual(kinds.map((kind) => `${kind} pass`));
  expect(await verdicts(optional, 'a,b\n1,1\n1,2\n')).toEqual(kinds.map((kind) => `${kind} pass`));
  expect(await verdicts(optional, 'a,b\n1,0\n1,\n')).toEqual([
    'type pass',
    'required fail',
    'range fail',
    'distinct-values fail',
  ]);
  const [first] = await judged(optional, 'a\n1\n');
  expect(first?.sentence).toBe('b type: is not in the data, and need not be');
});

test('that it may be absent survives the way through ODCS', async () => {
  const { text } = odcsContract(optional);
  const again = readContract({ text, file: 'contract.yaml' });
  expect(again.properties.map(({ name, optional }) => [name, optional])).toEqual([
    ['a', undefined],
    ['b', true],
  ]);
  expect(new Set(await verdicts(again, 'a\n1\n'))).toEqual(
    new Set(['type pass', 'required pass', 'range pass', 'distinct-values pass']),
  );
  await expect(profileOf(folder, again, 'b\n1\n')).rejects.toMatchObject({ code: 'columns-absent' });
});

test('a target must be there, and what is trained on has every column', async () => {
  await expect(profileOf(folder, optional, 'a\n1\n', { target: 'b' })).rejects.toMatchObject({
    code: 'columns-absent',
  });
  const trainFile = join(folder, 'train.csv');
  await profileOf(folder, optional, 'a\n1\n', { trainFile });
  expect(readFileSync(trainFile, 'utf8')).toBe('a,b\n1,\n');
});

test('parts of which some have the column are not judged by it', async () => {
  const part = (csv: string) => profileOf(folder, optional, csv, { keepKeys: true });
  const [without, also, within] = await Promise.all([part('a\n1\n'), part('a\n2\n'), part('a,b\n1,1\n')]);
  const first = (profiles: Array<typeof without>) => mergeProfiles(profiles).checks[0];
  expect(first([without, also])).toMatchObject({ absent: true });
  expect(first([without, within])?.error?.message).toBe('some parts of the data have the column and some lack it');
});

const ordered = schemaOf('ordered: true\ncolumns: { a: { nullable: true }, b: { nullable: true } }');

test('order without strictness looks at the named columns alone', async () => {
  expect(await verdicts(ordered, 'x,a,y,b\n1,1,1,1\n')).toEqual(['columns-ordered pass']);
  expect(await verdicts(ordered, 'b,x,a\n1,1,1\n')).toEqual(['columns-ordered fail']);
});

test('strictness with a column that may be absent allows it and no other', async () => {
  const strict = schemaOf('strict: true\ncolumns: { a: { nullable: true }, b: { nullable: true, required: false } }');
  expect(await verdicts(strict, 'a\n1\n')).toEqual(['columns-set pass']);
  expect(await verdicts(strict, 'b,a\n1,1\n')).toEqual(['columns-set pass']);
  expect(await verdicts(strict, 'a,c\n1,1\n')).toEqual(['columns-set fail']);
});

const patterned = schemaOf(
  'columns: { id: { dtype: int64 }, "v_.*": { regex: true, dtype: int64, nullable: true, greater_than: 0 } }',
);

test('a pattern is one check for each column that it finds, with the type that it gives', async () => {
  const profile = await profileOf(folder, patterned, 'id,v_a,v_b,w\n1,1,0,x\n2,2,x,x\n');
  expect(profile.checks.map(({ failing }) => failing)).toEqual([0, 0, 0, 0, 1, 0, 1]);
  expect(profile.found).toEqual({ '^(?:v_.*)': ['v_a', 'v_b'] });
  expect(profile.columns.map(({ name }) => name)).toEqual(['id']);
  const { gate, contract } = gateOf(patterned, { 'a.csv': profile });
  expect(gate.verdict).toBe('fail');
  expect(
    gate.checks.filter(({ verdict }) => verdict === 'fail').map(({ subject, check }) => `${subject} ${check}`),
  ).toEqual(['v_b type', 'v_b range']);
  expect(contract.checks.map(({ columns }) => columns.join())).toEqual(['id', 'id', '', 'v_a', 'v_b', 'v_a', 'v_b']);
});

test('a pattern that finds nothing fails, unless that is allowed', async () => {
  expect(gateOf(patterned, { 'a.csv': await profileOf(folder, patterned, 'id\n1\n') }).gate.sentence).toContain(
    'table columns-named (no column is named like ^(?:v_.*)',
  );
});

test('files in which a pattern finds other columns are not judged together', async () => {
  const [a, b] = await Promise.all(['id,v_a\n1,1\n', 'id,v_b\n1,1\n'].map((csv) => profileOf(folder, patterned, csv)));
  expect(gateOf(patterned, { 'a.csv': a, 'b.csv': b }).gate).toMatchObject({
    verdict: 'fail',
    unreadable: {
      code: 'data-columns-differ',
      sentence:
        'b.csv: patterns of the contract find the columns v_b, and in a.csv v_a; files that are read together need the same columns',
    },
  });
});

test('moments of JSON Lines are those of a pattern too, and files are typed together', async () => {
  const moments = schemaOf('columns: { "at.*": { regex: true, dtype: "datetime64[ns]" } }');
  const { checks } = await profileOf(folder, moments, '{"at_1":"2026-01-31"}\n{"at_1":"x"}\n', {}, 'a.jsonl');
  expect(checks.map(({ failing }) => failing)).toEqual([0, 1, 0]);
  const all = schemaOf('checks: { gt: 0 }');
  const file = join(folder, 'typed.csv');
  writeFileSync(file, 'a,b\n1,x\n');
  const typed = await typedContract(all, { files: [{ path: file, name: file }], format: {}, workDir: folder });
  expect(typed.checks.map(({ columns }) => columns)).toEqual([['a'], ['b']]);
  expect(typed.properties.map(({ name, logicalType }) => `${name} ${logicalType}`)).toEqual(['a integer', 'b string']);
});

test('patterns of names survive the way through ODCS', async () => {
  const { text } = odcsContract(patterned);
  const again = readContract({ text, file: 'contract.yaml' });
  const { checks } = await profileOf(folder, again, 'id,v_a\n1,0\n');
  expect(checks.map(({ failing }) => failing).sort()).toEqual([0, 0, 0, 0, 1]);
});

test('a pattern that takes for ever on a name is refused', async () => {
  const slow = schemaOf('columns: { "(a+)+$": { regex: true, nullable: true, required: false, gt: 0 } }');
  await expect(profileOf(folder, slow, `${'a'.repeat(40)}b\n1\n`)).rejects.toMatchObject({ code: 'pattern-too-slow' });
});
