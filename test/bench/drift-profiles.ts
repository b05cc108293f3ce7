import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { reference } from '../../lib/core/drift/binnings/reference.ts';
import { columnsOf, type DriftColumn } from '../../lib/core/drift/column.ts';
import { psi, psiWithin } from '../../lib/core/drift/methods/psi.ts';
import type { NumberPair } from '../../lib/core/drift/pair.ts';
import { pairOf } from '../../lib/core/drift/pair-of.ts';
import { kolmogorovSmirnov } from '../../lib/core/drift/statistics/kolmogorov-smirnov.ts';
import { rangesOfTenths } from '../../lib/core/drift/tenths.ts';
import { profileHere } from '../../lib/local/profile.ts';
import { normal, uniform, written } from './data/generate.ts';
import { table } from './judge/section.ts';

const folder = join(tmpdir(), 'signalbox-bench');
const rows = 1_000_000;
/** Of the current side, in standard deviations or by a factor. */
const shifts = [0, 0.02, 0.1, 0.5];
const shapes: Record<string, (draw: number, shift: number) => string> = {
  normal: (draw, shift) => `${normal(draw)} + ${shift}`,
  exponential: (draw, shift) => `-ln(${uniform(draw)}) * ${1 + shift}`,
  uniform: (draw, shift) => `${uniform(draw)} + ${0.3 * shift}`,
  'uniform far from 0': (draw, shift) => `1000 + ${uniform(draw)} + ${0.3 * shift}`,
  'log-normal': (draw, shift) => `exp(3 + 1.2 * (${normal(draw)} + ${shift}))`,
  'money in cents': (draw, shift) => `round(exp(3 + 1.2 * (${normal(draw)} + ${shift})), 2)`,
  'whole numbers 0 to 19': (draw, shift) => `floor(${uniform(draw)} * 20 + ${5 * shift})`,
};

/**
 * `npm run bench -- drift-profiles`: KS and PSI of two stored profiles beside those of the values, 1,000,000 against 1,000,000 rows. Ends
 * with 1 where the values' own are not within what the profiles say.
 */
export async function run(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = [await side('reference', 0), await side('current', 1)];
  const [before = [], now = []] = await Promise.all(
    files.map(async (file) => columnsOf(await profileHere({ data: [file] }))),
  );
  const lines: string[][] = [];
  let outside = 0;
  for (const [at, column] of before.entries()) {
    const [one, other] = await Promise.all(files.map((file) => valuesOf(file, column.name)));
    const exact = numbersOf(one, other);
    const known = numbersOf(column, now[at]);
    const { cells, ranges } = told(exact, known);
    outside += cells.held && ranges.held ? 0 : 1;
    lines.push([column.name, ...cells.row, ...ranges.row]);
  }
  const head = [
    'column',
    'KS of values',
    'of profiles',
    'at most',
    'PSI of values',
    'of profiles',
    'at least',
    'at most',
  ];
  for (const line of table([head, ...lines])) console.log(`  ${line}`);
  console.log(
    outside === 0 ? 'Every bound holds.' : `MISSED: ${outside} of ${before.length} columns are outside their bounds.`,
  );
  if (outside > 0) process.exitCode = 1;
}

/** What the values say, between what the profiles say. */
function told(exact: NumberPair, known: NumberPair) {
  const [ks, about] = [kolmogorovSmirnov(exact.cells).distance, kolmogorovSmirnov(known.cells)];
  const [index, near] = [psi.measure(exact).value, psi.measure(known).value];
  const open = rangesOfTenths(known.cells);
  const { least, most } = open ? psiWithin(open, known.n, known.m) : { least: near, most: near };
  const number = (value: number) => value.toPrecision(4);
  return {
    cells: { held: within(ks, about.distance, about.most), row: [ks, about.distance, about.most].map(number) },
    ranges: { held: within(index, least, most), row: [index, near, least, most].map(number) },
  };
}

function within(value: number, least: number, most: number): boolean {
  return value >= least - 1e-9 && value <= most + 1e-9;
}

function numbersOf(one: DriftColumn | undefined, other: DriftColumn | undefined): NumberPair {
  const pair = one && other && pairOf(one.content, other.content, reference);
  if (pair?.kind !== 'number') throw new Error(`${one?.name ?? 'a column'} is no column of numbers`);
  return pair;
}

function side(name: string, version: 0 | 1): Promise<string> {
  const columns = Object.entries(shapes).flatMap(([shape, sql], of) =>
    shifts.map((shift, at) => {
      const draw = 4 * (of * shifts.length + at) + 512 * version;
      return `${sql(draw, version * shift).replaceAll('i * 64', 'i * 4096')} AS "${shape} + ${shift}"`;
    }),
  );
  const sql = `SELECT ${columns.join(', ')} FROM range(${rows}) t(i)`;
  return written(join(folder, `bounds-${name}.parquet`), sql, 'parquet');
}

async function valuesOf(file: string, name: string): Promise<DriftColumn> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.run(`SELECT CAST("${name}" AS DOUBLE) FROM read_parquet('${file}')`);
  const values = new Float64Array(rows);
  let at = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    values.set(chunk.getColumnValues(0) as number[], at);
    at += chunk.rowCount;
  }
  connection.closeSync();
  instance.closeSync();
  const mean = values.reduce((sum, value) => sum + value, 0) / rows;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return { name, rows, missing: 0, content: { kind: 'number', count: rows, min, max, deviation, of: { values } } };
}
