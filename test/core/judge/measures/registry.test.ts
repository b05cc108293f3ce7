import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { measures } from '../../../../lib/core/judge/measures/registry.ts';

const folder = join(import.meta.dirname, '../../../../lib/core/judge/measures');
const notMeasures = ['bins', 'limit', 'measure', 'registry', 'states'];

test('file name and kind of every measure are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(measures.map(({ kind }) => kind).sort()).toEqual(files.filter((file) => !notMeasures.includes(file)).sort());
});
