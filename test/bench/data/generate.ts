import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export type DataFormat = 'parquet' | 'csv';

/** What DuckDB writes by itself, so that a row group is the same unit of work everywhere. */
const rowGroup = 122_880;
const wideRows = 200_000;

/** 12 columns of `rows` rows, made once. `broken`: every check of the suite fails on them. */
export async function narrowFile(folder: string, format: DataFormat, rows: number, broken = false): Promise<string> {
  const file = join(folder, `${broken ? 'broken' : 'narrow'}-${rows}.${format}`);
  return written(file, `SELECT * FROM (${broken ? brokenSql(rows) : narrowSql(rows)})`, format);
}

/** One of many files of a larger table, in Parquet: the rows from `at * rows` on. */
export async function partFile(folder: string, at: number, rows: number): Promise<string> {
  return written(join(folder, `part-${at}-${rows}.parquet`), narrowSql(rows, at * rows), 'parquet');
}

/** One of the two versions of numeric columns × 200,000 rows; of the current one, every tenth normal and exponential column is shifted. */
export async function wideFile(folder: string, version: 'reference' | 'current', width: number): Promise<string> {
  const shift = version === 'current' ? 1 : 0;
  const columns = Array.from({ length: width }, (_, at) => `${wideColumn(at, shift)} AS x${at}`);
  const sql = `SELECT ${columns.join(', ')} FROM range(${wideRows}) t(i)`;
  return written(join(folder, `wide-${width}-${version}.parquet`), sql, 'parquet');
}

export async function written(file: string, sql: string, format: DataFormat): Promise<string> {
  if (existsSync(file)) return file;
  const unfinished = `${file}.unfinished`;
  const options =
    format === 'csv' ? 'FORMAT csv, HEADER' : `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroup}`;
  mkdirSync(join(file, '..'), { recursive: true });
  rmSync(unfinished, { force: true });
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${sql}) TO '${unfinished}' (${options})`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  renameSync(unfinished, file);
  return file;
}

/** Uniform in (0, 1): the upper 52 bits of a hash of the row and of which draw it is, as a DOUBLE at once: decimals take ten times as long. */
export function uniform(draw: number): string {
  return `((CAST(hash(i * 64 + ${draw}) >> 12 AS DOUBLE) + 0.5::DOUBLE) / 4503599627370496::DOUBLE)`;
}

/** Box and Muller. */
export function normal(draw: number): string {
  return `(sqrt(-2::DOUBLE * ln(${uniform(draw)})) * cos(2::DOUBLE * pi() * ${uniform(draw + 1)}))`;
}

function narrowSql(rows: number, from = 0): string {
  // Multiplying by an odd number is a bijection modulo 2^63, and by 3^18 one modulo 10^8, so both keys are unique.
  return `SELECT
    CAST((CAST(i AS HUGEINT) * 6364136223846793005 + 1442695040888963407) % 9223372036854775808 AS BIGINT) AS id,
    'ORD-' || lpad(CAST((i * 387420489) % 100000000 AS VARCHAR), 8, '0') AS order_key,
    CAST(1 + floor(${uniform(1)} * 100000) AS INTEGER) AS customer_id,
    ['AR','AT','AU','BE','BR','CA','CH','DE','DK','ES','FI','FR','GB','IT','JP','NL','NO','PL','SE','US'][1 + CAST(floor(${uniform(2)} * 20) AS INTEGER)] AS country,
    ['new','paid','packed','shipped','returned'][1 + CAST(floor(${uniform(3)} * 5) AS INTEGER)] AS status,
    CASE WHEN ${uniform(4)} >= 0.02 THEN 'user' || CAST(hash(i) % 1000000 AS VARCHAR) || '@example.' || ['com','org','net'][1 + CAST(i % 3 AS INTEGER)] END AS email,
    CAST(18 + floor(${uniform(5)} * 82) AS INTEGER) AS age,
    round(exp(3 + 1.2 * ${normal(6)}), 2) AS amount,
    round(round(exp(3 + 1.2 * ${normal(6)}), 2) * 0.9 * ${uniform(8)}, 2) AS discount,
    CASE WHEN ${uniform(9)} >= 0.01 THEN ${uniform(10)} END AS score,
    TIMESTAMP '2024-01-01' + to_seconds(CAST(floor(${uniform(11)} * 63072000) AS BIGINT)) AS created_at,
    TIMESTAMP '2024-01-01' + to_seconds(CAST(floor(${uniform(11)} * 63072000) + floor(${uniform(12)} * 2592000) AS BIGINT)) AS updated_at
  FROM range(${from}, ${from + rows}) t(i)`;
}

/** Each row breaks each check of values. The types are right, since a wrong one keeps most tools from looking further. */
function brokenSql(rows: number): string {
  return `SELECT CASE WHEN i % 2 = 0 THEN CAST(7 AS BIGINT) END AS id, 'ORDER' AS order_key, CAST(100001 + i % 2 AS INTEGER) AS customer_id,
    'XX' AS country, 'lost' AS status, CASE WHEN i % 4 = 0 THEN 'nobody' END AS email,
    CAST(CASE WHEN i % 3 > 0 THEN 17 END AS INTEGER) AS age, CAST(-1 - i % 5 AS DOUBLE) AS amount, CAST(0.5 AS DOUBLE) AS discount,
    CASE WHEN i % 3 > 0 THEN CAST(1.5 AS DOUBLE) END AS score, TIMESTAMP '2023-12-31' AS created_at, TIMESTAMP '2023-12-30' AS updated_at
  FROM range(${rows}) t(i)`;
}

/** Normal, exponential, whole numbers 0 to 19, uniform and log-normal in turn. */
function wideColumn(at: number, version: 0 | 1): string {
  const draw = 2 * at + 1024 * version;
  const seeded = (sql: string) => sql.replaceAll('i * 64', `i * 4096`);
  const shifted = version === 1 && Math.floor(at / 5) % 10 === 0;
  switch (at % 5) {
    case 0:
      return seeded(`${normal(draw)} + ${shifted ? 0.5 : 0}`);
    case 1:
      return seeded(`-ln(${uniform(draw)}) * ${shifted ? 1.5 : 1}`);
    case 2:
      return seeded(`CAST(floor(${uniform(draw)} * 20) AS INTEGER)`);
    case 3:
      return seeded(uniform(draw));
    default:
      return seeded(`exp(${normal(draw)})`);
  }
}
