import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../lib/core/errors.ts';
import { askedBy, triggers } from '../../../lib/core/triggers/registry.ts';

const place = { pipeline: 'iris', dataBucket: 'data', repository: null };

test('each trigger is a file of its name, and each such file is in the registry', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../lib/core/triggers')).map((file) =>
    file.replace('.ts', ''),
  );
  const known = files.filter((file) => !['registry', 'trigger'].includes(file));
  expect(triggers.map(({ name }) => name).sort()).toEqual(known.sort());
});

test.each([
  [null],
  [undefined],
  [''],
  [[]],
  [{}],
  [{ source: 'aws.ec2' }],
  [{ signalbox: 'dance' }],
  [{ signalbox: {} }],
])('an event that no trigger knows, %j, is refused with the names of those that there are', (event) => {
  expect(() => askedBy(event, place)).toThrow(InputError);
  expect(() => askedBy(event, place)).toThrow(/data, look, code, codecommit, schedule, drift, manual/);
});

test('a message that is made to change prototypes changes none', () => {
  const event = JSON.parse(
    '{"signalbox":"manual","by":"m","reason":"r","at":"2026-01-01T00:00:00Z","__proto__":{"x":1}}',
  );
  expect(() => askedBy(event, place)).toThrow(expect.objectContaining({ code: 'bad-manual' }));
  expect(({} as { x?: number }).x).toBeUndefined();
});
