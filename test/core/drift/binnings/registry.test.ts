import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binnings } from '../../../../lib/core/drift/binnings/registry.ts';

const folder = join(import.meta.dirname, '../../../../lib/core/drift/binnings');

test('file name and name of every binning are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  const expected = files.filter((file) => !['binning', 'registry'].includes(file)).sort();
  expect(Object.keys(binnings).sort()).toEqual(expected);
  expect(
    Object.values(binnings)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(expected);
});
