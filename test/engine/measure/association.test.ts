import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();
const relation = rowsOf(
  { a: 'integer', b: 'string' },
  "(NULL, NULL), (NULL, NULL), (1, 'x'), (1, 'y'), (2, 'x'), (2, 'y'), (3, NULL), (NULL, 'x')",
);

test('missing values are left out of an association, or are a category of their own', async () => {
  const checks = ['ignore', 'category'].map((missing) =>
    checkOf('association', ['a', 'b'], { of: 'mutual-information', missing }),
  );
  const [ignored, category] = await measured(folder, relation, checks);
  // Each of the two values of a goes with each of the two of b once.
  expect(ignored?.observed).toBe(0);
  const joint: Array<[both: number, a: number, b: number]> = [
    [2, 3, 3],
    [1, 2, 3],
    [1, 2, 2],
    [1, 2, 3],
    [1, 2, 2],
    [1, 1, 3],
    [1, 3, 3],
  ];
  const known = joint.reduce((sum, [both, a, b]) => sum + (both / 8) * Math.log((both * 8) / (a * b)), 0);
  expect(category?.observed).toBeCloseTo(known, 12);
});
