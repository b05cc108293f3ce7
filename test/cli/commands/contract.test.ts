import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cli } from '../fake-place.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-cli-contract-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const iris = resolve(import.meta.dirname, '../../../examples/iris/data/iris.csv');
const ruleset = resolve(import.meta.dirname, '../../fixtures/contracts/orders.dqdl');

test('infer writes a contract by which its own data passes', async () => {
  const output = join(root, 'contract.yaml');
  expect(await cli(['contract', 'infer', iris, '--output', output])).toMatchObject({ code: 0, out: '' });
  expect(readFileSync(output, 'utf8')).toContain('kind: DataContract');
  expect((await cli(['contract', 'infer', iris])).out).toBe(readFileSync(output, 'utf8'));
});

test('convert says what it left out, and only where that is allowed', async () => {
  const refused = await cli(['contract', 'convert', ruleset, '--to', 'gx']);
  expect(refused).toMatchObject({ code: 65, out: '' });
  expect(refused.err).toContain('[contract-unsupported]');
  const { code, out, err } = await cli(['contract', 'convert', ruleset, '--to', 'gx', '--allow-unsupported']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ name: 'data' });
  expect(err).toMatch(/left out: .*orders\.dqdl:11: age of ordered_at/);
});

test.each([
  [['contract', 'convert', ruleset, iris], 64],
  [['contract', 'convert', ruleset, '--to', 'soda'], 64],
  [['contract', 'change', ruleset], 64],
  [['contract', 'convert', iris], 65],
  [['contract', 'infer', join(root, 'nowhere.csv')], 65],
])('%j ends with %i and writes nothing', async (args, exit) => {
  const { code, out } = await cli([...args, '--output', join(root, 'x')]);
  expect({ code, out }).toEqual({ code: exit, out: '' });
  expect(existsSync(join(root, 'x'))).toBe(false);
});
