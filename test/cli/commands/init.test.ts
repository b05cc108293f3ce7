import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cli } from '../fake-place.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-cli-init-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const data = resolve(import.meta.dirname, '../../../examples/iris/data/iris.csv');

test('says what it made of the columns, and what to do next; then refuses to write over it', async () => {
  const folder = join(root, 'flowers');
  const first = await cli(['init', folder, '--data', data]);
  expect(first.code).toBe(0);
  expect(first.out).toContain('flowers: a classification of species');
  expect(first.out).toContain('left out    flower_id');
  expect(first.out.trimEnd()).toMatch(/Next: signalbox run .*flowers$/);
  const second = await cli(['init', folder, '--data', data]);
  expect(second).toMatchObject({ code: 65, out: '' });
  expect(second.err).toContain('[files-exist]');
});

test.each([
  [['init', join(root, 'x')], 64],
  [['init', join(root, 'x'), '--data', data, '--task', 'clustering'], 64],
  [['init', join(root, 'x'), '--data', data, '--target', 'colour'], 64],
  [['init', join(root, 'x'), '--data', join(root, 'nowhere.csv')], 65],
])('%j ends with %i and writes nothing', async (args, exit) => {
  expect((await cli(args)).code).toBe(exit);
  expect(existsSync(join(root, 'x'))).toBe(false);
});
