import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { withPureValues } from '../../.ci/pure-values.ts';

const root = join(import.meta.dirname, '../..');
const printed = (source: string) => transformSync(source, { loader: 'ts', target: 'esnext' }).code;
const marked = (source: string) => withPureValues(printed(source));

test('a constant that is worked out is marked as one that may be left out, on however many lines', () => {
  const source = `const one = z.string();\nexport const two: T = z.object({ one, three: list.map((x) => {
  const y = x;
  return y;
}) }).optional();\nconst after = 1;`;
  expect(marked(source)).toBe(`const one = /* @__PURE__ */ (() => (z.string()))();
export const two = /* @__PURE__ */ (() => (z.object({ one, three: list.map((x) => {
  const y = x;
  return y;
}) }).optional()))();
const after = 1;\n`);
});

test('functions, plain values and statements stay as they are', () => {
  const source = `const add = (a) => a + f(1);\nconst same = (a, b) => f(a, b);\nconst later = async () => f();\nconst found = await f();
const table = { a: 1, b: 'f' };\nclass Done extends Error {\n  at = f();\n}\nfunction g() {\n  const inner = f();\n  return inner;\n}\nf();\nlet moving = f();`;
  expect(marked(source)).toBe(printed(source));
});

test('every file that functions are made of is still a program', () => {
  const files = globSync('{lambda,lib/{core,engine,steps,aws}}/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(500);
  const broken = files.filter((file) => {
    try {
      transformSync(marked(readFileSync(join(root, file), 'utf8')), { loader: 'js' });
      return false;
    } catch {
      return true;
    }
  });
  expect(broken).toEqual([]);
});
