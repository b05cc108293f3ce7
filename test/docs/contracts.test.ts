import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { checkKinds } from '../../lib/core/checks/registry.ts';
import { ruleTypes } from '../../lib/core/contract/dqdl/rule-types.ts';
import { expectationNames } from '../../lib/core/contract/great-expectations/registry.ts';
import { checkWords } from '../../lib/core/contract/pandera/check-words.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';

const page = readFileSync(new URL('../../docs/contracts.md', import.meta.url), 'utf8');

/** Rows of the one table under a heading: the codes of its first cell, and those of its second. */
function rowsUnder(heading: string): Array<{ words: string[]; kinds: string[]; says: string; last: string }> {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const codes = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
      return {
        words: codes(cells[0]),
        kinds: codes(cells[1]),
        says: cells[1] ?? '',
        last: codes(cells.at(-1))[0] ?? '',
      };
    });
}

const kindsOf = (text: string, file: string, own: (kind: string) => boolean = () => true) =>
  readContract({ text, file }, { allowUnsupported: true })
    .checks.map(({ kind }) => kind)
    .filter(own);

const dqdl = rowsUnder('DQDL');
test.each(dqdl)('DQDL: $words', ({ words: [rule = ''], kinds, says }) => {
  const expected = says.startsWith('not supported') ? ['unsupported'] : kinds;
  expect(kindsOf(`Rules = [ ${rule} ]`, 'rules.dqdl')).toEqual(expected);
});

test('DQDL: every rule type is told', () => {
  const told = dqdl.map(({ words: [rule = ''] }) => rule.split(' ')[0]);
  expect(Object.keys(ruleTypes).filter((type) => !told.includes(type))).toEqual([]);
});

const pandera = rowsUnder('pandera');
test.each(pandera)('pandera: $words', ({ words: [word = ''], kinds }) => {
  const column = { nullable: true, ...parse(word) };
  expect(kindsOf(stringify({ schema_type: 'dataframe', columns: { a: column } }), 'schema.yaml')).toEqual(kinds);
});

test('pandera: every check is told', () => {
  const told = pandera.map(({ words: [word = ''] }) => word.split(':')[0]);
  expect(Object.keys(checkWords).filter((word) => !told.includes(word))).toEqual([]);
});

test.each(rowsUnder('Model Monitor'))('Model Monitor: $words', ({ words: [word = ''], kinds, last }) => {
  const feature = { name: 'a', inferred_type: 'Unknown', ...parse(word) };
  const { checks } = readContract({
    text: JSON.stringify({ version: 0, features: [feature] }),
    file: 'constraints.json',
  });
  expect(checks.slice(2).map(({ kind, origin }) => [kind, origin?.name])).toEqual([[kinds[0], last]]);
});

const head = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'x', version: '1.0.0', status: 'active' };
test.each(rowsUnder('Open Data Contract Standard'))('ODCS: $words', ({ words: [word = ''], kinds }) => {
  const numeric = /minimum|Maximum|multipleOf|u8/.test(word);
  const property = { name: 'a', logicalType: numeric ? 'integer' : 'string', ...parse(word) };
  const schema = [{ name: 't', properties: [property] }];
  const isAsked = (kind: string) => kind !== 'type' || word.startsWith('logicalType:');
  expect(kindsOf(JSON.stringify({ ...head, schema }), 'contract.json', isAsked)).toEqual(kinds);
});

test('Great Expectations: every expectation is told once, with a check that there is', () => {
  const rows = rowsUnder('Great Expectations');
  const told = rows.flatMap(({ words }) => words.filter((word) => word !== 'expect_'));
  const names = expectationNames.map((name) => name.replace(/^expect_/, ''));
  expect([...told].sort()).toEqual([...names].sort());
  const unknown = rows
    .flatMap(({ kinds, says }) => (says.startsWith('not supported') ? [] : kinds))
    .filter((kind) => !Object.hasOwn(checkKinds, kind));
  expect(unknown).toEqual([]);
});
