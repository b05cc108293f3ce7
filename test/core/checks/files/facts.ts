import type { Check } from '../../../../lib/core/checks/check.ts';
import type { DataFile, FileFacts } from '../../../../lib/core/checks/files/data-file.ts';
import { ecmaPattern } from '../../../../lib/core/checks/matching.ts';
import { bind } from '../../../../lib/core/checks/registry.ts';

const askedAt = '2026-11-28T16:00:00.000Z';

/** What is said of files by their names; each has 10 bytes and was modified an hour before. */
export function factsOf(...files: Array<Partial<DataFile> & { name: string }>): FileFacts {
  return {
    askedAt,
    files: files.map((file) => ({
      paths: [`s3://bucket/${file.name}`, file.name],
      size: 10,
      modifiedAt: '2026-11-28T15:00:00.000Z',
      ...file,
    })),
    search: (pattern, texts) => texts.map((text) => ecmaPattern(pattern).test(text)),
  };
}

/** What a check of files says of them. */
export function judged(kind: string, args: object, facts: FileFacts, accept: Check['accept'] = { mostly: 1 }) {
  const source = { file: 'c', line: 1, key: kind };
  const told = bind({ kind, columns: [], args, accept, severity: 'error', source }).ofFiles?.(facts);
  if (!told) throw new Error(`${kind} is no check of files`);
  return told;
}
