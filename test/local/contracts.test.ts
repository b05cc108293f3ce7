import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { convertHere, inferHere } from '../../lib/local/contracts.ts';
import { validateHere } from '../../lib/local/validate.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-contracts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const rows = Array.from({ length: 60 }, (_, i) =>
  [
    `A${i}`,
    i,
    (i * 1.5).toFixed(2),
    i % 3 ? 'NL' : 'DE',
    `2024-01-${10 + (i % 20)}`,
    i % 2 === 0,
    i % 5 ? `x${i}` : '',
  ].join(','),
);
const orders = fileOf('orders.csv', `id,nr,amount,country,day,paid,note\n${rows.join('\n')}\n`);

test('types, ranges, categories, what is never missing and what never repeats are inferred', async () => {
  const { text } = await inferHere([orders], {}, 'odcs');
  const { name, properties, checks } = readContract({ text, file: 'contract.yaml' });
  expect(name).toBe('orders');
  expect(properties.map(({ name, logicalType, required, unique }) => [name, logicalType, required, unique])).toEqual([
    ['id', 'string', true, true],
    ['nr', 'integer', true, true],
    ['amount', 'number', true, false],
    ['country', 'string', true, false],
    ['day', 'date', true, false],
    ['paid', 'boolean', true, false],
    ['note', 'string', false, false],
  ]);
  const of = (kind: string) =>
    checks.filter((check) => check.kind === kind).map(({ columns, args, accept }) => ({ columns, args, accept }));
  expect(of('range')).toMatchObject([
    { columns: ['nr'], args: { minimum: 0, maximum: 89 } },
    { columns: ['amount'], args: { minimum: 0 } },
  ]);
  expect(of('allowed-values')).toMatchObject([
    { columns: ['country'], args: { values: ['DE', 'NL'] }, accept: { unit: 'percent', value: 5 } },
  ]);
  expect(of('row-count')).toMatchObject([{ accept: { operator: 'mustBeGreaterOrEqualTo', value: 30 } }]);
});

test('any data keeps the contract that is inferred from it', async () => {
  const cell = fc.oneof(
    fc.constantFrom('', '0', '-1', '2.5', 'true', '2024-02-29', 'NaN', 'a', '1e400', '"x,y"'),
    fc.stringMatching(/^[a-z0-9.]{1,6}$/),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 40 }), async (table) => {
      const data = fileOf(
        'any.csv',
        `a,b\n${table.map((row) => row.map((one) => one || '""').join(',')).join('\n')}\n`,
      );
      const { text } = await inferHere([data], {}, 'odcs');
      const contract = fileOf('any.yaml', text);
      const { gate } = await validateHere({ data: [data], contract });
      expect({ verdict: gate.verdict, sentence: gate.sentence, text }).toMatchObject({ verdict: 'pass' });
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('a contract converts to another format and back', async () => {
  const suite = new URL('../fixtures/contracts/suite.json', import.meta.url).pathname;
  const contract = fileOf('converted.yaml', (await convertHere(suite, 'odcs', {})).text);
  const { text, leftOut } = await convertHere(contract, 'gx', {});
  expect(leftOut).toEqual([]);
  const types = (json: string) =>
    (JSON.parse(json) as { expectations: Array<{ type: string }> }).expectations.map(({ type }) => type);
  expect(types(text).sort()).toEqual(types(readFileSync(suite, 'utf8')).sort());
});

test('what a format has no word for is named with its line, or left out where that is allowed', async () => {
  const ruleset = fileOf('rules.dqdl', 'Rules = [\n  IsComplete "a",\n  Entropy "a" > 1\n]\n');
  await expect(convertHere(ruleset, 'gx', {})).rejects.toThrow(
    /rules\.dqdl:3: statistic of a\ngx has no word for 1 of 2 checks/,
  );
  const { text, leftOut } = await convertHere(ruleset, 'gx', { allowUnsupported: true });
  expect(leftOut).toEqual([expect.stringMatching(/:3: statistic of a$/)]);
  expect(JSON.parse(text).expectations).toEqual([
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a' } },
  ]);
});

test('constraints of Model Monitor come back as they were', async () => {
  const file = new URL('../fixtures/contracts/constraints.json', import.meta.url).pathname;
  const again = fileOf('again.json', (await convertHere(file, 'model-monitor', { allowUnsupported: true })).text);
  const checks = (text: string) =>
    readContract({ text, file: 'c.json' }).checks.map(({ kind, columns, args, accept }) => ({
      kind,
      columns,
      args,
      accept,
    }));
  expect(checks(readFileSync(again, 'utf8'))).toEqual(checks(readFileSync(file, 'utf8')));
});

test('a file that is not there is told', async () => {
  await expect(convertHere(join(folder, 'none.yaml'), 'odcs', {})).rejects.toThrow(/none\.yaml: there is no such file/);
});
