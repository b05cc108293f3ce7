import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateRecord } from '../../../lib/core/gate.ts';
import { bySeverity } from '../../../lib/core/warned.ts';
import type { ValidateRequest } from '../../../lib/local/validate.ts';
import { temporaryFolder } from '../../engine/tables.ts';
import { cli, dataGate, emptyContract } from '../fake-place.ts';

const folder = temporaryFolder();
const ask = ['validate', 'a.csv', '--contract', 'c.yaml'];
const answering = (gate: GateRecord) => ({ validate: async () => ({ gate, profile: null, contract: emptyContract }) });

test('it prints every check, the failing ones first, and exits by the verdict', async () => {
  const { code, out } = await cli(ask);
  expect(code).toBe(1);
  expect(out.indexOf('range')).toBeLessThan(out.indexOf('rows  '));
  expect(JSON.parse((await cli([...ask, '--json'])).out)).toEqual(dataGate);
  expect((await cli([...ask, '--format', 'json'])).out).toBe((await cli([...ask, '--json'])).out);
});

test('a check that only warns says so, before those that passed', async () => {
  const checks = dataGate.checks.map((check) => bySeverity(check, 'warning'));
  const { code, out } = await cli(ask, answering({ ...dataGate, verdict: 'pass', checks }));
  expect(code).toBe(0);
  expect(out).toMatch(/^ {2}warning +range/m);
  expect(out.indexOf('  warning  ')).toBeLessThan(out.indexOf('  pass  '));
});

test('it takes files, contract, how they are written, a baseline and what may be left out', async () => {
  const asked: unknown[] = [];
  const validate = async (request: object) => {
    asked.push(Object.fromEntries(Object.entries(request).filter(([, value]) => typeof value !== 'function')));
    return { gate: { ...dataGate, verdict: 'pass' as const }, profile: null, contract: emptyContract };
  };
  const given = ['--parameter', 'limit=1.5', 'day=2026-01-31', 'words=["a=b"]'];
  const options = ['--delimiter', '\\t', '--baseline', 'p.json', '--allow-unsupported', ...given];
  const { code } = await cli(['validate', 'a.tsv', 'b.tsv', '--contract', 'c.yaml', ...options], { validate });
  expect(code).toBe(0);
  expect(asked).toEqual([
    {
      data: ['a.tsv', 'b.tsv'],
      contract: 'c.yaml',
      format: { delimiter: '\t' },
      baseline: ['p.json'],
      allowUnsupported: true,
      parameters: { limit: 1.5, day: '2026-01-31', words: ['a=b'] },
      onlyCounts: false,
    },
  ]);
});

test('with --explain it tells how often the data is read, beside the result', async () => {
  const source = { file: 'c.yaml', line: 1, key: 'k' };
  const check = (kind: string, columns: string[]) => {
    return { kind, columns, args: {}, accept: { mostly: 1 }, severity: 'error' as const, source };
  };
  const contract = {
    ...emptyContract,
    checks: [check('required', ['a']), check('pattern', ['b']), check('unique', ['a', 'b']), check('unique', ['a'])],
  };
  const validate = async ({ onPasses }: ValidateRequest) => {
    onPasses?.([
      { reads: 'all at once', columns: ['a', 'b'], checks: [0, 1], inJavaScript: [1] },
      { reads: 'keys', columns: ['a'], checks: [3], inJavaScript: [], aside: true },
      { reads: 'keys', columns: ['a', 'b'], checks: [2], inJavaScript: [] },
    ]);
    return { gate: dataGate, profile: null, contract };
  };
  const { err } = await cli([...ask, '--explain'], { validate });
  expect(err).toContain(
    'pass 1, all at once of a, b: a required; b pattern (in JavaScript)\npass 2, keys of a, b: a, b unique\nno pass, keys of a put aside in the one scan: a unique\n',
  );
  expect((await cli(ask, { validate })).err).not.toContain('pass 1');
});

test('a parameter without a value is a fault of the command line', async () => {
  const { code, err } = await cli([...ask, '--parameter', 'limit']);
  expect(code).toBe(64);
  expect(err).toContain('--parameter got "limit"; allowed: name=value');
});

test('it takes other data by name, several files by one', async () => {
  const asked: unknown[] = [];
  const validate = async ({ references }: ValidateRequest) => {
    asked.push(references);
    return { gate: dataGate, profile: null, contract: emptyContract };
  };
  const given = ['--reference', 'a=x=1.csv', 'lake.b=y.csv', '--reference', 'a=z.csv'];
  await cli([...ask, ...given], { validate });
  expect(asked).toEqual([{ a: ['x=1.csv', 'z.csv'], 'lake.b': ['y.csv'] }]);
});

test.each(['x.csv', '=x.csv', 'a=', "a'b=x.csv", 'Primary=x.csv', 'batch=x.csv', '__proto__ =x'])(
  '--reference %s is a fault of the command line',
  async (given) => {
    const { code, err } = await cli([...ask, '--reference', given]);
    expect(code).toBe(64);
    expect(err).toContain(`--reference got ${JSON.stringify(given)}; allowed: name=file`);
  },
);

test('an unreadable file is bad input, with its code', async () => {
  const unreadable = { code: 'csv-binary', sentence: 'a.csv is not text' };
  const { code, out } = await cli(ask, answering({ ...dataGate, checks: [], unreadable }));
  expect(code).toBe(65);
  expect(out).toContain('a.csv is not text [csv-binary]');
});

test('with --output the text goes into a file, and one that cannot be written is told', async () => {
  const file = join(mkdtempSync(join(folder, 'out-')), 'report.html');
  const { out, err } = await cli([...ask, '--format', 'html', '--output', file]);
  expect(out).toBe('');
  expect(err).toContain(`written to ${file}`);
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
  expect(await cli([...ask, '--output', join(folder, 'no/such/folder')])).toMatchObject({ code: 64 });
});

test('a format that there is none of is told with those there are', async () => {
  const { code, err } = await cli([...ask, '--format', 'pdf']);
  expect(code).toBe(64);
  expect(err).toMatch(/table, json, gx, .*junit, html/);
});

const compared = { kind: 'row-count', columns: [], args: {}, accept: { mostly: 1 }, severity: 'error' as const };
const past = { limits: { minimum: { of: 'avg' as const, last: 3 } } };

test('a contract that compares with earlier data says where that comes from, if there is none', async () => {
  const contract = { ...emptyContract, checks: [{ ...compared, past, source: { file: 'c', line: 1, key: 'k' } }] };
  const validate = async () => ({ gate: dataGate, profile: null, contract });
  expect((await cli(ask, { validate })).err).toContain(
    '--history takes earlier results, as --format json writes them.',
  );
  expect((await cli([...ask, '--history', 'a.json'], { validate })).err).not.toContain('--history');
});

test('earlier results that failed are named as left out', async () => {
  const asked: unknown[] = [];
  const validate = async ({ history, onLeftOut }: ValidateRequest) => {
    asked.push(history);
    onLeftOut?.(['a.json', 'b.json', 'c.json', 'd.json']);
    return { gate: dataGate, profile: null, contract: emptyContract };
  };
  const { err } = await cli([...ask, '--history', 'a.json', 'b.json'], { validate });
  expect(asked).toEqual([['a.json', 'b.json']]);
  expect(err).toContain('Left out of the history, as the data failed: a.json, b.json, c.json and 1 more.');
});
