import fc from 'fast-check';
import { InputError } from '../../lib/core/errors.ts';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  {
    name: 'a',
    logicalType: 'number',
    required: true,
    unique: true,
    logicalTypeOptions: { maximum: 5, multipleOf: 0.5 },
  },
  { name: 'b', logicalType: 'string', logicalTypeOptions: { pattern: '^(?!x)', maxLength: 3 } },
  { name: 'c', logicalType: 'timestamp' },
]);

const bits = [
  'a',
  'b',
  'c',
  ',',
  ',',
  '"',
  '"',
  '\n',
  '\n',
  '\r\n',
  '\r',
  ';',
  ' ',
  '1',
  '-0',
  'NaN',
  '1e308',
  '-1e308',
  '1e-320',
  'é',
  '\ufeff',
  '\ufffd',
  '2024-01-01',
  '\\',
  "'",
  '\t',
];
const body = fc.array(fc.constantFrom(...bits), { maxLength: 60 }).map((parts) => parts.join(''));
const text = fc.oneof(
  body,
  body.map((rest) => `a,b,c\n${rest}`),
  body.map((rest) => `a,b,c\n1,x,\n${rest}\n2,y,\n`),
);
const file = fc.oneof(
  text.map((content) => Buffer.from(content)),
  fc.uint8Array({ maxLength: 200 }),
  fc.tuple(text, fc.uint8Array({ maxLength: 4 })).map(([head, tail]) => Buffer.concat([Buffer.from(head), tail])),
);

test('any bytes end in a profile whose counts add up, or in one error that is the input’s', async () => {
  const outputs = { trainFile: `${folder}/train.csv`, holdoutFile: `${folder}/holdout.csv`, holdoutPercent: 30 };
  await fc.assert(
    fc.asyncProperty(file, async (bytes) => {
      try {
        const { rows, columns, trainRows, holdoutRows } = await profileOf(folder, contract, bytes, outputs);
        expect(trainRows + holdoutRows).toBe(rows);
        for (const { nulls, nans, invalid, valid } of columns) expect(nulls + nans + invalid + valid).toBe(rows);
      } catch (thrown) {
        if (!(thrown instanceof InputError)) throw thrown;
        expect(thrown.message).toMatch(/^data\.csv/);
      }
    }),
    { numRuns: 150 },
  );
});
