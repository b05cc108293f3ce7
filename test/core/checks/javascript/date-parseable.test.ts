import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateParseable } from '../../../../lib/core/checks/javascript/date-parseable.ts';

/** Made by test/oracles/dates.py with python-dateutil. */
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, '../../../oracles/dates.json'), 'utf8')) as {
  texts: Array<[string, boolean]>;
};

test.each(oracle.texts)('%j is a date: %s, as dateutil says', (text, parses) => {
  expect(dateParseable(text)).toBe(parses);
});
