import type { Check } from '../../../lib/core/checks/check.ts';
import { judgeCheck } from '../../../lib/core/checks/judge.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();
const relation = rowsOf({ id: 'integer', name: 'string', Amount: 'float' }, "(1, 'a', 2.5::DOUBLE)");

const cases: Array<[check: Check, verdict: string, says: string]> = [
  [checkOf('column-exists', ['name']), 'pass', 'name column-exists: is there'],
  [checkOf('column-exists', ['gone']), 'fail', 'gone column-exists: is not there; misplaced ["gone"]'],
  [checkOf('column-exists', ['name'], { index: 1 }), 'pass', 'name column-exists: is at position 1'],
  [
    checkOf('column-exists', ['name'], { index: 0 }),
    'fail',
    'name column-exists: is not at position 0; misplaced ["name"]',
  ],
  [checkOf('column-count', [], { minimum: 3, maximum: 3 }), 'pass', 'table column-count: 3 columns, allowed 3'],
  [checkOf('column-count', [], { exclusiveMaximum: 3 }), 'fail', 'table column-count: 3 columns, allowed below 3'],
  [
    checkOf('columns-ordered', [], { columns: ['id', 'name', 'Amount'] }),
    'pass',
    'table columns-ordered: the columns are those expected, in order',
  ],
  [
    checkOf('columns-ordered', [], { columns: ['id', 'Amount'] }),
    'fail',
    'table columns-ordered: the columns are not id, Amount in this order; mismatched [{"expected":"Amount","expectedPosition":1,"found":"name"},{"expected":null,"expectedPosition":2,"found":"Amount"}]',
  ],
  [
    checkOf('columns-set', [], { columns: ['name', 'id'], exact: false }),
    'pass',
    'table columns-set: the columns are those expected',
  ],
  [
    checkOf('columns-set', [], { columns: ['name', 'id', 'age'], exact: true }),
    'fail',
    'table columns-set: the columns are not exactly name, id, age; missing ["age"]; unexpected ["Amount"]',
  ],
  [
    checkOf('columns-named', [], { pattern: '^[a-zA-Z]+$' }),
    'pass',
    'table columns-named: every column is named like ^[a-zA-Z]+$',
  ],
  [
    checkOf('columns-named', [], { pattern: '^[a-z]+$' }),
    'fail',
    'table columns-named: not every column is named like ^[a-z]+$; unexpected ["Amount"]',
  ],
  [
    checkOf('expectation-error', ['x'], { exception: 'min_value and max_value cannot both be None' }),
    'inconclusive',
    'x expectation-error: could not be measured: min_value and max_value cannot both be None',
  ],
];

test('names and types of the columns are judged, and the sentence says what is wrong', async () => {
  const counts = await measured(
    folder,
    relation,
    cases.map(([check]) => check),
  );
  const judged = cases.map(([check], index) => {
    const result = judgeCheck(check, counts[index] ?? { failing: null, total: 0, samples: [] });
    return [result.verdict, result.sentence];
  });
  expect(judged).toEqual(cases.map(([, verdict, says]) => [verdict, says]));
});
