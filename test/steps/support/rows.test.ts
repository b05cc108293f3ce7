import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { readRows } from '../../../lib/steps/support/rows.ts';
import { irisFile } from '../world.ts';

const contract = readContract({ text: irisFile('contract.yaml'), file: 'contract.yaml' });
const header = 'flower_id,sepal_length,sepal_width,petal_length,petal_width,species';
const read = (...lines: string[]) => readRows(lines.join('\n'), 'holdout.csv', contract, 'species');

test('features are typed by the contract, the target and identifiers are not among them', () => {
  expect(read(header, 'iris-001,5.1,3.5,1.4,,setosa')).toEqual({
    instances: [{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: null }],
    truth: ['setosa'],
  });
});

test('columns may stand in any order, and others are left out', () => {
  const { instances } = read('species,note,petal_width,petal_length,sepal_width,sepal_length', 'setosa,x,1,2,3,4');
  expect(instances).toEqual([{ sepal_length: 4, sepal_width: 3, petal_length: 2, petal_width: 1 }]);
});

test('no rows are no rows', () => {
  expect(read(header)).toEqual({ instances: [], truth: [] });
  expect(read('')).toEqual({ instances: [], truth: [] });
});

test.each([
  [
    'a word where a number belongs',
    [header, 'iris-001,5.1,wide,1.4,0.2,setosa'],
    /holdout\.csv: row 1, sepal_width: "wide" is not a number/,
  ],
  [
    'a column that is missing',
    ['sepal_length,species', '5.1,setosa'],
    /column sepal_width, petal_length, petal_width is missing; it has sepal_length, species/,
  ],
  ['a ragged line', [header, 'iris-001,5.1'], /holdout\.csv: .*/],
])('%s is named by file, row and column', (_, lines, message) => {
  expect(() => read(...lines)).toThrow(
    expect.objectContaining({ code: 'rows-invalid', message: expect.stringMatching(message) }),
  );
});
