import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../../lib/cli/formats/registry.ts';
import { paintWith } from '../../../lib/cli/print/paint.ts';
import { dataGate, emptyContract } from '../fake-place.ts';

const folder = join(import.meta.dirname, '../../../lib/cli/formats');

test('file name and name of every format are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  const expected = files.filter((file) => !['format', 'registry'].includes(file)).sort();
  expect(formats.map(({ name }) => name).sort()).toEqual(expected);
});

test.each(formats)('$name ends with a line end, and holds no character that commands a terminal', (format) => {
  const hostile = { ...dataGate, sentence: 'fine\u001b[2J\u202e' };
  const text = format.write(
    { gate: hostile, profile: null, contract: emptyContract, title: 'c.yaml\u001b[2J' },
    paintWith(false),
  );
  expect(text).toMatch(/\n$/);
  for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character);
});
