import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseOdcs } from '../../lib/core/contract/odcs.ts';

const examples = join(import.meta.dirname, '../../examples');
const workload = join(examples, 'iris');
const changes = join(examples, 'demo/changes');
const read = (path: string) => readFileSync(join(examples, path), 'utf8');
const rowsOf = (path: string) =>
  read(path)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
const [header = [], ...all] = rowsOf('demo/drops/2-more/iris.csv');
const column = (name: string) => header.indexOf(name);

describe('the drops of the demo', () => {
  test.each(['1-first', '2-more', '3-poisoned'])('%s has the columns of the contract', (drop) => {
    const contract = parseOdcs(read('iris/contract.yaml'), 'contract.yaml');
    expect(rowsOf(`demo/drops/${drop}/iris.csv`)[0]).toEqual(contract.properties.map(({ name }) => name));
  });

  test('the first is 35 flowers of each species, all of them in the second', () => {
    const first = rowsOf('demo/drops/1-first/iris.csv').slice(1);
    const species = Map.groupBy(first, (row) => row[column('species')]);
    expect([...species.values()].map((rows) => rows.length)).toEqual([35, 35, 35]);
    const known = new Set(all.map((row) => row.join()));
    expect(first.filter((row) => !known.has(row.join()))).toEqual([]);
  });

  test("the second is the workload's data, 150 flowers with a number of their own", () => {
    expect(read('demo/drops/2-more/iris.csv')).toBe(read('iris/data/iris.csv'));
    expect(new Set(all.map((row) => row[0])).size).toBe(150);
  });

  test('the third has petals in millimetres in 20 rows, no sepal width in 7 others, and differs in nothing else', () => {
    const [, ...poisoned] = rowsOf('demo/drops/3-poisoned/iris.csv');
    const seen = { same: 0, millimetres: 0, missing: 0, other: 0 };
    all.forEach((row, index) => {
      seen[kindOf(row, poisoned[index] ?? [])] += 1;
    });
    expect(seen).toEqual({ same: 123, millimetres: 20, missing: 7, other: 0 });
  });
});

function kindOf(row: string[], now: string[]): 'same' | 'millimetres' | 'missing' | 'other' {
  const differing = header.filter((_, index) => row[index] !== now[index]);
  if (differing.length === 0 && row.length === now.length) return 'same';
  if (differing.join() === 'sepal_width' && now[column('sepal_width')] === '') return 'missing';
  const tenfold = differing.every((name) => Number(now[column(name)]) === Math.round(Number(row[column(name)]) * 10));
  return differing.join() === 'petal_length,petal_width' && tenfold ? 'millimetres' : 'other';
}

describe('the code changes of the demo', () => {
  test.each(readdirSync(changes))('%s only replaces files that the workload has, by others', (change) => {
    const files = readdirSync(join(changes, change), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(changes, change), join(entry.parentPath, entry.name)));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(workload, file)))).toEqual([]);
    for (const file of files)
      expect(read(join('demo/changes', change, file))).not.toBe(readFileSync(join(workload, file), 'utf8'));
  });
});
