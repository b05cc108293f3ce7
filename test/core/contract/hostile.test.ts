import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { InputError } from '../../../lib/core/errors.ts';

const folder = new URL('../../fixtures/contracts/', import.meta.url);
const files = [
  'orders.odcs.yaml',
  'suite.json',
  'pandera/to-0.21.yaml',
  'pandera/to-0.30.yaml',
  'pandera/from-0.31.yaml',
  'constraints.json',
];
const documents = files.map((file) => ({ file, value: parse(readFileSync(new URL(file, folder), 'utf8')) as unknown }));

/** Values that readers may not expect. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    '',
    '__proto__',
    'constructor',
    -0,
    1e308,
    -1,
    0.5,
    true,
    [],
    {},
    [[]],
    { $PARAMETER: 'now()' },
    '('.repeat(200),
    'é\u202e"\'',
  ),
);

/** The document with one of its parts replaced, taken away, or with a key more. */
function changed(value: unknown, steps: number[], to: unknown): unknown {
  const [step = 0, ...others] = steps;
  if (typeof value !== 'object' || value === null || others.length === 0) return to;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)];
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? changed(one, others, to) : one));
  if (key === undefined) return { ...value, [`more${step}`]: to };
  const inner = changed((value as Record<string, unknown>)[key], others, to);
  return { ...value, [key]: inner };
}

test('a contract with any part changed is a contract or one error with file and line', () => {
  const steps = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      steps,
      odd,
      fc.boolean(),
      fc.boolean(),
      ({ file, value }, path, to, json, allowUnsupported) => {
        const document = changed(value, path, to);
        const text = json ? JSON.stringify(document, null, 1) : stringify(document, { aliasDuplicateObjects: false });
        try {
          const { checks } = readContract(
            { text: text ?? '', file: json ? 'contract.json' : 'contract.yaml' },
            { allowUnsupported },
          );
          expect(checks.every(({ source }) => source.line >= 1)).toBe(true);
        } catch (thrown) {
          if (!(thrown instanceof InputError)) throw new Error(`${file}: ${String((thrown as Error).stack)}\n${text}`);
          expect(thrown.message).toMatch(/^contract\.(json|yaml):\d+:/);
        }
      },
    ),
    { numRuns: 3_000 },
  );
}, 60_000);

test('a thousand expectations are read within two seconds', () => {
  const expectation = (i: number) => ({
    type: 'expect_column_values_to_be_between',
    kwargs: { column: `c${i}`, min_value: 0, max_value: i },
    meta: {},
  });
  const text = JSON.stringify(
    { name: 'wide', expectations: Array.from({ length: 1_000 }, (_, i) => expectation(i)) },
    null,
    2,
  );
  const started = performance.now();
  expect(readContract({ text, file: 'suite.json' }).checks).toHaveLength(1_000);
  expect(performance.now() - started).toBeLessThan(2_000);
});
