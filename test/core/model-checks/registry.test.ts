import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { modelChecks } from '../../../lib/core/model-checks/registry.ts';

test('each check lies in a file of its kind, and is in the registry once', () => {
  const folder = join(import.meta.dirname, '../../../lib/core/model-checks');
  const files = readdirSync(folder).map((file) => file.replace('.ts', ''));
  const kinds = modelChecks.map(({ kind }) => kind);
  expect([...kinds].sort()).toEqual(files.filter((name) => !['model-check', 'registry'].includes(name)).sort());
});
