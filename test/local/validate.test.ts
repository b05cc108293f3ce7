import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateHere } from '../../lib/local/validate.ts';
import { temporaryFolder } from '../engine/tables.ts';

const folder = temporaryFolder();
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const data = (name: string, from: number, to: number) =>
  file(
    name,
    `id,age\n${Array.from({ length: to - from }, (_, at) => `${from + at},${at % 5 === 0 ? '' : at % 40}\n`).join('')}`,
  );
const contract = file(
  'rules.dqdl',
  `Rules = [
    RowCount > avg(last(3)) * 0.5,
    Mean "age" between min(last(3)) - 9 and max(last(3)) + 9,
    Completeness "age" >= last(),
    DistinctValuesCount "id" > last() / 2,
    ColumnValues "age" < 30 with threshold > last() - 0.5
  ]`,
);

/** As `--format json` writes it, one day after the other. */
async function resultsOf(sizes: number[]): Promise<string[]> {
  const files: string[] = [];
  for (const [day, size] of sizes.entries()) {
    const { gate } = await validateHere({ data: [data(`${day}.csv`, 0, size)], contract, history: files });
    const decidedAt = new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
    files.push(file(`${day}.json`, JSON.stringify({ ...gate, decidedAt })));
  }
  return files;
}

test('a drop is compared with earlier results in the order of their times, and with none of those that failed', async () => {
  const history = await resultsOf([100, 110, 120]);
  const left: string[] = [];
  const ask = (files: string[], size: number) =>
    validateHere({
      data: [data('now.csv', 0, size)],
      contract,
      history: files,
      onLeftOut: (names) => left.push(...names),
    });
  const { gate } = await ask([...history].reverse(), 50);
  expect(gate.verdict).toBe('fail');
  expect(gate.sentence).toContain(
    '50 rows, allowed at least 56 rows; avg(last(3)) * 0.5 is 55 after 3 earlier data sets',
  );
  const failed = file('failed.json', JSON.stringify(gate));
  expect((await ask([failed, ...history], 50)).gate.sentence).toBe(gate.sentence);
  expect(left).toEqual([failed]);
  expect((await ask(history, 100)).gate.verdict).toBe('pass');
});

test('numbers of parts that several processes read are those of the whole', async () => {
  const parts = [data('a.csv', 0, 60), data('b.csv', 60, 150)];
  const [alone, shared] = await Promise.all(
    [undefined, 2].map((workers) => validateHere({ data: parts, contract, ...(workers ? { workers } : {}) })),
  );
  const figures = alone?.gate.facts?.figures as Record<string, number>;
  const others = shared?.gate.facts?.figures as Record<string, number>;
  expect(Object.keys(figures)).toEqual([
    'row-count',
    'mean(age)',
    'present-share(age)',
    'distinct(id)',
    'share of range(age) {"exclusiveMaximum":30} missing fail',
  ]);
  expect(Object.keys(others)).toEqual(Object.keys(figures));
  for (const [name, value] of Object.entries(figures)) expect(others[name]).toBeCloseTo(value, 9);
});
