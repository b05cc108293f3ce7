import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();
const relation = rowsOf(
  { id: 'integer', 'a "b"': 'string', v: 'float' },
  "(7, 'x', 1.5::DOUBLE), (8, NULL, 2), (9, 'z', 3)",
);

test('samples have the values of the columns that name their rows', async () => {
  const checks = [checkOf('range', ['v'], { minimum: 2.5 }), checkOf('unique', ['v'])];
  const counts = await measured(folder, relation, checks, { keys: ['id', 'a "b"'] });
  expect(counts.map(({ samples }) => samples)).toEqual([
    [
      { row: 1, value: '1.5', keys: [7, 'x'] },
      { row: 2, value: '2.0', keys: [8, null] },
    ],
    [],
  ]);
});

test('what could not be measured has the code of its fault', async () => {
  const checks = [checkOf('required', ['gone']), checkOf('range', ['id'], { minimum: 'x' })];
  const counts = await measured(folder, relation, checks);
  expect(counts.map(({ error }) => error?.code)).toEqual(['column-unknown', 'column-type']);
});
