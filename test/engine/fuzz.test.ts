import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { readContract } from '../../lib/core/contract/read-contract.ts';
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

test('any bytes as a second data set end in counts, or in the reason why there are none', async () => {
  const compared = readContract({
    text: `Rules = [ ReferentialIntegrity "a" "ref.b", DatasetMatch "ref" "a" "b", DatasetMatch "ref" "a", RowCountMatch "ref" > 1,
      AggregateMatch "sum(a)" "sum(ref.a)" > 1, SchemaMatch "ref", CustomSql "select count(*) from ref" > 0 ]`,
    file: 'rules.dqdl',
  });
  const data = 'a,b,c\n1,x,\n,"é",2024-01-01\n2.50,1,\n';
  const path = `${folder}/second`;
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.constantFrom('ref.csv', 'ref.jsonl', 'ref.parquet', 'ref.csv.gz'),
      async (bytes, name) => {
        writeFileSync(path, bytes);
        const references = [{ name: 'ref', format: {}, files: [{ path, name }] }];
        const { rows, checks } = await profileOf(folder, compared, data, { references });
        expect(rows).toBe(3);
        for (const { error, failing, total } of checks)
          if (error) expect(error.message).toMatch(/"ref"|^the SQL|ref\.|is no key|holds no numbers|no finite number/);
          else expect(failing).toBeLessThanOrEqual(total);
      },
    ),
    { numRuns: 30 },
  );
});
