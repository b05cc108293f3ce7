import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();

test('limits of moments may be spelled in words, and a text that is no moment ends a check that is to end', async () => {
  const types = { day: 'timestamp', csv: { name: 'csv', storage: 'text', logicalType: 'timestamp' } } as const;
  const relation = rowsOf(types, "(TIMESTAMP '2000-01-01', '2000-01-01'), (TIMESTAMP '2000-03-01', 'soon')");
  const args = { maximum: 'Feb 01 2000 12:00:00' };
  const counts = await measured(folder, relation, [
    checkOf('range', ['day'], args),
    checkOf('range', ['csv'], { ...args, otherTypes: 'error' }),
  ]);
  expect(counts.map(({ failing, error }) => error?.code ?? failing)).toEqual([1, 'other-type']);
});
