import { readdirSync } from 'node:fs';
import { wantedOfFiles } from '../../../../lib/core/checks/files/wanted.ts';
import { checkKinds } from '../../../../lib/core/checks/registry.ts';

const source = { file: 'c', line: 1, key: 'k' };
const check = (kind: string, args: object) => {
  return { kind, columns: [], args, accept: { mostly: 1 }, severity: 'error' as const, source };
};

test('only what is asked of files is found out', () => {
  expect(wantedOfFiles([check('row-count', {})])).toBeUndefined();
  expect(wantedOfFiles([check('file-size', {})])).toEqual({ moments: false, hashes: [] });
  expect(wantedOfFiles([check('file-size', { recentFiles: 1 })])).toEqual({ moments: true, hashes: [] });
  expect(wantedOfFiles([check('file-freshness', {})])).toEqual({ moments: true, hashes: [] });
  const same = [check('file-match', { algorithm: 'MD5' }), check('file-uniqueness', {}), check('file-uniqueness', {})];
  expect(wantedOfFiles(same)).toEqual({ moments: false, hashes: ['MD5', 'SHA-256'] });
});

test('every kind of check that judges files asks for what it needs', () => {
  const kinds = Object.keys(checkKinds).filter((kind) => kind.startsWith('file-'));
  const files = readdirSync(new URL('../../../../lib/core/checks/kinds/', import.meta.url));
  expect(kinds).toHaveLength(files.filter((file) => file.startsWith('file-')).length);
  for (const kind of kinds) expect(wantedOfFiles([check(kind, {})])).toBeDefined();
});
