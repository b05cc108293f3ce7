import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeCheck } from '../../lib/core/checks/judge.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { odcsContract } from '../../lib/core/export/odcs/odcs.ts';
import { mergeProfiles } from '../../lib/core/profile/merge.ts';
import { profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const schemaOf = (text: string) => readContract({ text: `schema_type: dataframe\n${text}\n`, file: 'schema.yaml' });
const judged = async (contract: ReturnType<typeof schemaOf>, csv: string) => {
  const { checks } = await profileOf(folder, contract, csv);
  return contract.checks.map((check, at) => judgeCheck(check, checks[at] ?? { failing: null, total: 0, samples: [] }));
};
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
