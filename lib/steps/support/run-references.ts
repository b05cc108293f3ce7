import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatOf } from '../../core/data-format.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { ReferenceData } from '../../engine/references.ts';
import type { ObjectStore } from '../../ports.ts';
import { largestReference, openSource } from './source.ts';

/** Data sets that the contract of some source compares with, as files of this machine: as they were when it was sealed. */
export async function fetchReferences(
  digest: string,
  { data }: Policy,
  { store, workDir }: { store: ObjectStore; workDir: string },
): Promise<ReferenceData[]> {
  const named = Object.entries(data.references);
  if (named.length === 0) return [];
  const source = await openSource(store, digest);
  const { delimiter, encoding } = formatOf(data);
  const found: ReferenceData[] = [];
  for (const [at, [name, file]] of named.entries()) {
    const path = join(workDir, `reference-file-${at}`);
    await writeFile(path, source.bytes(file, `data.references.${name}`, largestReference));
    found.push({ name, format: { delimiter, encoding }, files: [{ path, name: file }] });
  }
  return found;
}
