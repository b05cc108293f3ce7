import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Judged, judged } from './data/bars.ts';
import { partFile } from './data/generate.ts';
import { type Cost, runProcess } from './data/process.ts';
import { buildSignalbox, signalboxCommand } from './data/signalbox.ts';
import { gxSuite } from './data/suite.ts';
import { table } from './judge/section.ts';

const folder = join(tmpdir(), 'signalbox-bench-scale');
const partRows = 10_000_000;
/** Files that are made; all others are copies of these. */
const madeParts = 3;
/** What stays free on the disk. */
const spareBytes = 15e9;
const limitSeconds = 7_200;

interface Scaled {
  parts: number;
  bytes: number;
  workers: number;
  cost: Cost;
}

/**
 * `npm run bench -- data-scale [--gigabytes 20] [--workers 1,2]`: a table of many Parquet files through `signalbox validate`: three sizes,
 * and the smallest by each number of workers. Memory is that of the largest process. Ends with 1 when a bar is missed.
 */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { gigabytes: { type: 'string', default: '20' }, workers: { type: 'string', default: '1,2' } },
  });
  const workers = values.workers.split(',').map(Number);
  const most = Math.max(...workers);
  buildSignalbox();
  const files = await generated(Number(values.gigabytes) * 1e9);
  const contract = join(folder, 'suite.json');
  writeFileSync(contract, JSON.stringify(gxSuite(false)));
  const scaled: Scaled[] = [];
  const quarter = Math.max(1, Math.round(files.length / 4));
  for (const parts of new Set([quarter, Math.max(1, Math.round(files.length / 2)), files.length]))
    scaled.push(await validated(files.slice(0, parts), contract, most));
  for (const some of workers.filter((count) => count !== most))
    scaled.push(await validated(files.slice(0, quarter), contract, some));
  for (const line of table(rowsOf(scaled))) console.log(`  ${line}`);
  const bars = barsOf(scaled, quarter, most);
  for (const { line } of bars) console.log(`  ${line}`);
  console.log(`The data stays in ${folder} for the next run; remove it when done.`);
  if (bars.some(({ missed }) => missed)) process.exitCode = 1;
}

/** As many files as make up the size, or as fit the disk. */
async function generated(wantedBytes: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  let bytes = 0;
  while (bytes < wantedBytes) {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < spareBytes) {
      console.log(`The disk has room for ${(bytes / 1e9).toFixed(1)} GB of ${(wantedBytes / 1e9).toFixed(0)}`);
      break;
    }
    const file = await partAt(files.length);
    bytes += statSync(file).size;
    files.push(file);
    if (files.length % 5 === 0) console.log(`${files.length} files, ${(bytes / 1e9).toFixed(1)} GB of Parquet`);
  }
  return files;
}

/** Making rows takes longer than judging them, so all but the first few files are copies, which the disk holds each by itself. */
async function partAt(at: number): Promise<string> {
  const made = await partFile(folder, at % madeParts, partRows);
  if (at < madeParts) return made;
  const copy = join(folder, `copy-${at}.parquet`);
  if (!existsSync(copy)) copyFileSync(made, copy);
  return copy;
}

async function validated(files: string[], contract: string, workers: number): Promise<Scaled> {
  const command = [...signalboxCommand, 'validate', ...files, '--contract', contract, '--json'];
  const ran = await runProcess([...command, '--workers', String(workers)], limitSeconds);
  const { verdict, sentence } = JSON.parse(ran.stdout.startsWith('{') ? ran.stdout : '{}') as Record<string, string>;
  if (verdict !== 'pass') throw new Error(`${files.length} files: ${sentence ?? ran.stderr.slice(-500)}`);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { parts: files.length, bytes, workers, cost: ran.cost };
}

function rowsOf(scaled: Scaled[]): string[][] {
  const head = ['million rows', 'GB', 'workers', 'wall s', 'million rows a s', 'CPU s', 'peak MB of a worker'];
  return [
    head,
    ...scaled.map(({ parts, bytes, workers, cost }) => {
      const millions = (parts * partRows) / 1e6;
      return [
        millions.toFixed(0),
        (bytes / 1e9).toFixed(1),
        String(workers),
        cost.wallSeconds.toFixed(1),
        (millions / cost.wallSeconds).toFixed(2),
        cost.cpuSeconds.toFixed(1),
        (cost.peakBytes / 1e6).toFixed(0),
      ];
    }),
  ];
}

function barsOf(scaled: Scaled[], quarter: number, most: number): Judged[] {
  const sizes = scaled.filter(({ workers }) => workers === most);
  const [small, large] = [sizes[0], sizes.at(-1)];
  const perRow = (one: Scaled | undefined) => (one ? one.cost.wallSeconds / one.parts : null);
  const [smallest, largest] = [perRow(small), perRow(large)];
  const alone = scaled.find(({ parts, workers }) => parts === quarter && workers === 1);
  const peak = Math.max(...scaled.map(({ cost }) => cost.peakBytes)) / 1e6;
  const factor = (value: number) => `${value.toFixed(2)}×`;
  return [
    judged('peak memory of a worker', peak, 1_500, (value) => `${value.toFixed(0)} MB`),
    judged('time a row, all ÷ a quarter', smallest && largest ? largest / smallest : null, 1.2, factor),
    ...(most > 1 && availableParallelism() > 1
      ? [
          judged(
            `time by ${most} workers ÷ by 1`,
            small && alone ? small.cost.wallSeconds / alone.cost.wallSeconds : null,
            0.75,
            factor,
          ),
        ]
      : []),
  ];
}
