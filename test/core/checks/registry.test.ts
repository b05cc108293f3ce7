import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkKinds } from '../../../lib/core/checks/registry.ts';

const folder = join(import.meta.dirname, '../../../lib/core/checks/kinds');

test('key, file name and kind of every check are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(files.sort()).toEqual(Object.keys(checkKinds).sort());
  for (const [key, { kind }] of Object.entries(checkKinds)) expect(kind).toBe(key);
});
