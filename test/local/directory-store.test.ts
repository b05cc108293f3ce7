import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DirectoryStore } from '../../lib/local/directory-store.ts';
import { objectStoreContract } from '../contracts/object-store.ts';
import { collect } from '../support/collect.ts';

const folders: string[] = [];
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'directory-store-'));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

objectStoreContract(async () => new DirectoryStore(await newFolder()), 60);

function worker(root: string, ...task: string[]): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const file = join(import.meta.dirname, '../support/store-worker.ts');
  return spawn(process.execPath, [file, root, ...task], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('the files of everyday keys are named as one would expect', async () => {
  const root = await newFolder();
  await new DirectoryStore(root).put('runs/data-1/report.html', '<p>');
  await new DirectoryStore(root).put('releases/1.0.0/CHANGELOG.md', '#');
  expect(existsSync(join(root, 'runs/data-1/report.html'))).toBe(true);
  expect(existsSync(join(root, 'releases/1.0.0/CHANGELOG.md'))).toBe(true);
});

test('files that nobody put are not objects', async () => {
  const root = await newFolder();
  const store = new DirectoryStore(root);
  await store.put('a.csv', 'x');
  await Promise.all(['README', 'my file.csv', '%61.csv'].map((name) => writeFile(join(root, name), 'x')));
  expect((await collect(store.list(''))).map(({ key }) => key)).toEqual(['a.csv']);
});

test('of six processes that create one object exactly one wins', async () => {
  const root = await newFolder();
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const answers = await Promise.all(names.map((name) => text(worker(root, 'create', name).stdout)));
  expect(answers.filter((answer) => answer === 'true\n')).toHaveLength(1);
  const winner = names[answers.indexOf('true\n')];
  expect(Buffer.from((await new DirectoryStore(root).get('created'))?.bytes ?? []).toString()).toBe(winner);
});

test('four processes that count by compare-and-set lose no count', async () => {
  const root = await newFolder();
  const exits = await Promise.all(['1', '2', '3', '4'].map((name) => once(worker(root, 'count', name), 'exit')));
  expect(exits.map(([code]) => code)).toEqual([0, 0, 0, 0]);
  expect(Buffer.from((await new DirectoryStore(root).get('counter'))?.bytes ?? []).toString()).toBe('80');
});

test('after a SIGKILL at any moment the object is whole and the next writer goes on', async () => {
  const root = await newFolder();
  const store = new DirectoryStore(root);
  for (const afterMs of [0, 3, 7, 13]) {
    const child = worker(root, 'write', 'victim');
    await once(child.stdout, 'data');
    const until = performance.now() + afterMs;
    while (performance.now() < until) await store.get('written');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const found = await store.get('written');
    expect(Buffer.from(found?.bytes ?? []).toString()).toMatch(/^(.)\1{262143}$/);
    expect(await store.put('written', 'z'.repeat(262_144), { match: found?.etag ?? '' })).toMatchObject({ won: true });
  }
});

test('what a killed writer staged is removed an hour later', async () => {
  const root = await newFolder();
  await new DirectoryStore(root).put('a', 'x');
  const staging = join(root, '%store/staging');
  await Promise.all(['old', 'young'].map((name) => writeFile(join(staging, name), 'half')));
  const twoHoursAgo = Date.now() / 1000 - 7200;
  await utimes(join(staging, 'old'), twoHoursAgo, twoHoursAgo);
  await new DirectoryStore(root).put('a', 'y');
  expect(await readdir(staging)).toEqual(['young']);
});
