import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../engine/tables.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
const listing = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  process.on('exit', () => process.stderr.write(loaded.join('\\n')));
`;

/** Files below the root of the repository that a command of these arguments loads. */
function loadedBy(args: string[]): string[] {
  const hooked = ['--import', `data:text/javascript,${encodeURIComponent(listing)}`, join(root, 'bin/signalbox.ts')];
  const { status, stderr } = spawnSync(process.execPath, [...hooked, ...args], { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const below = `file://${root}/`;
  return stderr.split('\n').flatMap((url) => (url.startsWith(below) ? [url.slice(below.length)] : []));
}

test('judging data loads no cloud, no interpreter and no delivery', () => {
  const expectation = { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'x' } };
  writeFileSync(join(folder, 'a.csv'), 'x\n1\n2\n');
  writeFileSync(join(folder, 'suite.json'), JSON.stringify({ name: 's', expectations: [expectation], meta: {} }));
  const loaded = loadedBy(['validate', 'a.csv', '--contract', 'suite.json']);
  expect(loaded).toContain('lib/engine/profile-shard.ts');
  const steps = loaded.filter((file) => file.startsWith('lib/steps/'));
  expect(steps.toSorted()).toEqual([
    ...['lib/steps/drift.ts', 'lib/steps/support/file-facts.ts', 'lib/steps/validate.ts'],
  ]);
  expect(loaded.filter((file) => /^lib\/(aws|infra|local\/(?!shard-worker)[^/]+)\//.test(file))).toEqual([]);
  const packages = loaded.flatMap((file) => /^node_modules\/(@duckdb|@?[^/]+)/.exec(file)?.[1] ?? []);
  expect([...new Set(packages)].toSorted()).toEqual(['@duckdb', 'commander', 'detect-libc', 'yaml', 'zod']);
});
