import { zipSync } from 'fflate';
import { sha256 } from '../../../lib/core/sha256.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { largestReference, openSource } from '../../../lib/steps/support/source.ts';
import { MemoryStore } from '../../support/memory-store.ts';

async function stored(files: Record<string, string>) {
  const store = new MemoryStore();
  const entries = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]);
  const zip = zipSync(Object.fromEntries(entries));
  const digest = sha256(zip);
  await store.put(layout.source(digest), zip);
  return { store, zip, digest };
}

test('a file of the workload is read by its path', async () => {
  const { store, digest } = await stored({ 'signalbox.yaml': 'name: iris', 'src/signalbox.yaml': 'name: other' });
  expect((await openSource(store, digest)).read('signalbox.yaml', 'Signalbox')).toBe('name: iris');
});

test('a larger file is had as it is, up to the size that is asked', async () => {
  const { store, digest } = await stored({ 'a.csv': 'é\n'.repeat(2_000_000) });
  const source = await openSource(store, digest);
  expect(source.bytes('a.csv', 'data.references.a', largestReference).subarray(0, 2)).toEqual(
    Uint8Array.of(0xc3, 0xa9),
  );
  expect(() => source.bytes('a.csv', 'data.references.a', 100)).toThrow('a.csv: 6000000 bytes; at most 100 are read');
});

test('a file that is not there is told with where it was named', async () => {
  const { store, digest } = await stored({ a: '' });
  const source = await openSource(store, digest);
  expect(() => source.read('contract.yaml', 'data.contract')).toThrow(
    expect.objectContaining({
      code: 'file-missing',
      message: 'contract.yaml: no such file in the workload (named by data.contract)',
    }),
  );
});

test('a file that would fill the memory is refused before it is unpacked', async () => {
  const { store, digest } = await stored({ bomb: '0'.repeat(5 * 1024 * 1024) });
  const source = await openSource(store, digest);
  expect(() => source.read('bomb', 'data.contract')).toThrow(expect.objectContaining({ code: 'file-too-large' }));
});

test('a source that is missing, or is not what its name says, is our fault', async () => {
  const { store, zip } = await stored({ a: '' });
  await expect(openSource(store, 'absent')).rejects.toMatchObject({ code: 'source-missing' });
  await store.put(layout.source('another'), zip);
  await expect(openSource(store, 'another')).rejects.toMatchObject({ code: 'source-altered' });
});
