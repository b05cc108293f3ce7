import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPlainKeys } from '../../.ci/plain-schemas.ts';

const root = join(import.meta.dirname, '../..');

test('a constant in the place of a key becomes its string, and nothing else changes', () => {
  const source = `const _hH = "httpHeader";
const _x = "x-amz-request-charged";
export var Given$ = [3, n0, _x, { [_hH]: _x, [other]: 1 }, [_hH], [[0, { [_unknown]: 1 }]]];`;
  expect(withPlainKeys(source)).toBe(source.replace('[_hH]:', '"httpHeader":'));
});

test('the schemas of every client are written in the way that is made plain', () => {
  const files = globSync('node_modules/@aws-sdk/client-*/dist-es/schemas/schemas_*.js', { cwd: root });
  expect(files.length).toBeGreaterThan(10);
  const left = files.filter((file) => /\[\w+\]:/.test(withPlainKeys(readFileSync(join(root, file), 'utf8'))));
  expect(left).toEqual([]);
});
