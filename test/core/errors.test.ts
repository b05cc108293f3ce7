import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConflictError, InputError, InternalError, StillPreparingError, UsageError } from '../../lib/core/errors.ts';

const lib = join(import.meta.dirname, '../../lib');

test.each([ConflictError, InputError, InternalError, StillPreparingError, UsageError])(
  '%p says its own name',
  (Kind) => {
    expect(new Kind('code', 'sentence')).toMatchObject({ name: Kind.name, code: 'code', message: 'sentence' });
  },
);

test('every kind of error that functions throw has its name written out, or is known by that of its parent', () => {
  const sources = globSync('{core,engine,steps,aws}/**/*.ts', { cwd: lib }).map((file) =>
    readFileSync(join(lib, file), 'utf8'),
  );
  const kinds = sources.flatMap((source) => [
    ...source.matchAll(
      /^export class (\w+Error) extends \w+Error \{\n(?: {2}override readonly name(?:: string)? = '(\w+)';)?/gm,
    ),
  ]);
  expect(kinds.length).toBeGreaterThan(5);
  for (const [, kind, name] of kinds) expect(name).toBe(kind);
});
