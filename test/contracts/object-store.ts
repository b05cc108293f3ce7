import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareKeys } from '../../lib/core/object-key.ts';
import type { ObjectStore } from '../../lib/ports.ts';
import { collect } from '../support/collect.ts';
import { objectKeys } from '../support/object-keys.ts';

/** What every ObjectStore promises. `open` makes an empty store; `runs` is the number of cases a property draws. */
export function objectStoreContract(open: () => Promise<ObjectStore>, runs: number): void {
  let folder: string;
  let store: ObjectStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'object-store-'));
    store = await open();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const textOf = async (key: string) => Buffer.from((await store.get(key))?.bytes ?? 'none').toString();
  const keysBelow = async (prefix: string) => (await collect(store.list(prefix))).map(({ key }) => key);

  const refuses = async (key: string) => {
    const before = await keysBelow('');
    await expect(store.get(key)).rejects.toMatchObject({ code: 'bad-key' });
    await expect(store.put(key, 'x')).rejects.toMatchObject({ code: 'bad-key' });
    await expect(store.download(key, join(folder, 'out'))).rejects.toMatchObject({ code: 'bad-key' });
    expect(await keysBelow('')).toEqual(before);
  };

  test('an object that was never put is not there', async () => {
    expect(await store.get('runs/1/request.json')).toBeUndefined();
    expect(await keysBelow('')).toEqual([]);
    await expect(store.download('runs/1', join(folder, 'out'))).rejects.toMatchObject({ code: 'object-gone' });
  });

  test('any bytes under any legal key come back as they were', async () => {
    const cases = fc.uniqueArray(fc.tuple(objectKeys, fc.uint8Array({ maxLength: 300 })), {
      minLength: 1,
      maxLength: 6,
      selector: ([key]) => key,
    });
    await fc.assert(
      fc.asyncProperty(cases, async (objects) => {
        const fresh = await open();
        const etags = new Map<string, string>();
        for (const [key, bytes] of objects) etags.set(key, etagOf(await fresh.put(key, bytes)));
        for (const [key, bytes] of objects) {
          const found = await fresh.get(key);
          expect(Buffer.from(found?.bytes ?? []).equals(bytes)).toBe(true);
          expect(found?.etag).toBe(etags.get(key));
        }
        const expected = objects.map(([key, { byteLength }]) => ({ key, size: byteLength, etag: etags.get(key) }));
        expect(await collect(fresh.list(''))).toMatchObject(expected.sort((a, b) => compareKeys(a.key, b.key)));
      }),
      { numRuns: runs },
    );
  });

  test.each(['', '/a', 'a/', 'a//b', '.', 'a/../b', '../a', 'a/.', 'a\0b', 'a\nb', '\ud800'])(
    'the key %j is refused',
    refuses,
  );

  test('a key of 1,024 bytes is taken, a longer one refused', async () => {
    const longest = `a/${'é'.repeat(511)}`;
    await store.put(longest, 'x');
    expect(await keysBelow('a/é')).toEqual([longest]);
    await store.put('a/b', 'y');
    await refuses(`${longest}b`);
  });

  test('a key may be the beginning of another', async () => {
    await store.put('a/b', 'inner');
    await store.put('a', 'outer');
    await store.put('a.json/b', 'third');
    await store.put('a.json', 'fourth');
    expect(await Promise.all(['a', 'a/b', 'a.json', 'a.json/b'].map(textOf))).toEqual([
      'outer',
      'inner',
      'fourth',
      'third',
    ]);
    expect(await keysBelow('')).toEqual(['a', 'a.json', 'a.json/b', 'a/b']);
    expect(await keysBelow('a/')).toEqual(['a/b']);
    expect(await keysBelow('a.')).toEqual(['a.json', 'a.json/b']);
  });

  test.each(['../', '/', 'a//', './'])('nothing is below the prefix %j', async (prefix) => {
    await store.put('a/b', 'x');
    expect(await keysBelow(prefix)).toEqual([]);
  });

  test('an empty object is an object', async () => {
    await store.put('empty', '');
    expect((await store.get('empty'))?.bytes.byteLength).toBe(0);
    await store.download('empty', join(folder, 'empty'));
    expect(await readFile(join(folder, 'empty'), 'utf8')).toBe('');
  });

  test('1,500 objects are listed once each, in the order of their bytes', async () => {
    const keys = Array.from({ length: 1500 }, (_, index) => `many/${(index * 7919) % 1500}${index % 2 ? '.csv' : ''}`);
    for (let at = 0; at < keys.length; at += 50) {
      await Promise.all(keys.slice(at, at + 50).map((key) => store.put(key, key)));
    }
    expect(await keysBelow('many/')).toEqual(keys.sort(compareKeys));
  }, 60_000);

  test('a listing shows the newest version once, and that version can be downloaded', async () => {
    await store.put('data.csv', 'one');
    const [before] = await collect(store.list('data'));
    await store.put('data.csv', 'three');
    const found = await collect(store.list('data'));
    expect(found).toMatchObject([{ key: 'data.csv', size: 5 }]);
    expect(found[0]?.version).not.toBe(before?.version);
    expect(Math.abs(Date.parse(found[0]?.modifiedAt ?? ''))).toBeGreaterThan(Date.UTC(2025));
    const downloaded = await store.download('data.csv', join(folder, 'data.csv'), found[0]?.version);
    expect(downloaded).toEqual({ modifiedAt: found[0]?.modifiedAt });
    expect(await readFile(join(folder, 'data.csv'), 'utf8')).toBe('three');
  });

  test('a version that never was is gone, and leaves the local file as it was', async () => {
    await store.put('data.csv', 'one');
    await writeFile(join(folder, 'data.csv'), 'mine');
    const download = store.download('data.csv', join(folder, 'data.csv'), '3sL4kqtJlcpXroDTDmJrmSpXd3dIbrHY');
    await expect(download).rejects.toMatchObject({ code: 'object-gone', fault: 'input' });
    expect(await readFile(join(folder, 'data.csv'), 'utf8')).toBe('mine');
  });

  test('a file of 20 MB goes in and comes out unchanged', async () => {
    const bytes = Buffer.alloc(20_000_003, 'signalbox ');
    await writeFile(join(folder, 'in'), bytes);
    const etag = etagOf(await store.put('big.bin', { file: join(folder, 'in') }));
    expect(await collect(store.list('big'))).toMatchObject([{ size: bytes.length, etag }]);
    await store.download('big.bin', join(folder, 'out'));
    expect((await readFile(join(folder, 'out'))).equals(bytes)).toBe(true);
  });

  test('a range of an object is written where it lies, into a file that may be there', async () => {
    await store.put('data.csv', '0123456789');
    const [found] = await collect(store.list('data'));
    const path = join(folder, 'part');
    const downloaded = await store.download('data.csv', path, found?.version, { start: 6, end: 8 });
    expect(downloaded).toEqual({ modifiedAt: found?.modifiedAt });
    await store.download('data.csv', path, undefined, { start: 0, end: 3 });
    expect(await readFile(path, 'latin1')).toBe('012\0\0\x0067');
    const gone = store.download('data.csv', path, '3sL4kqtJlcpXroDTDmJrmSpXd3dIbrHY', { start: 0, end: 1 });
    await expect(gone).rejects.toMatchObject({ code: 'object-gone' });
  });

  test('a creation is exclusive', async () => {
    expect(await store.put('lease', 'mine', { absent: true })).toMatchObject({ won: true });
    expect(await store.put('lease', 'yours', { absent: true })).toEqual({ won: false });
    expect(await textOf('lease')).toBe('mine');
  });

  test('a replacement needs the ETag that is there', async () => {
    expect(await store.put('pointer', 'x', { match: '"never"' })).toEqual({ won: false });
    const one = etagOf(await store.put('pointer', 'one'));
    const two = etagOf(await store.put('pointer', 'two', { match: one }));
    expect(await store.put('pointer', 'three', { match: one })).toEqual({ won: false });
    expect((await store.get('pointer'))?.etag).toBe(two);
    expect(await textOf('pointer')).toBe('two');
  });

  test.each(['absent', 'match'] as const)(
    'of ten concurrent puts with the condition "%s" exactly one wins',
    async (kind) => {
      const etag = kind === 'match' ? etagOf(await store.put('contended', 'before')) : '';
      const condition = kind === 'match' ? { match: etag } : { absent: true as const };
      const names = Array.from({ length: 10 }, (_, index) => `writer ${index}`);
      const answers = await Promise.all(names.map((name) => store.put('contended', name, condition)));
      expect(answers.filter(({ won }) => won)).toHaveLength(1);
      expect(await textOf('contended')).toBe(names[answers.findIndex(({ won }) => won)]);
    },
  );
}

function etagOf(answer: { won: true; etag: string } | { won: false }): string {
  if (!answer.won) throw new Error('the put did not win');
  return answer.etag;
}
