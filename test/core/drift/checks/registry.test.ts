import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { driftChecks } from '../../../../lib/core/drift/checks/registry.ts';

const folder = join(import.meta.dirname, '../../../../lib/core/drift/checks');

test('file name and name of every check of drift are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  const expected = files.filter((file) => !['drift-check', 'indices', 'registry'].includes(file)).sort();
  expect(driftChecks.map(({ name }) => name).sort()).toEqual(expected);
});
