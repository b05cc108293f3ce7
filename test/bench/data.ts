import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../../lib/local/workload/venv.ts';
import { fasterThan, type Judged, judgeDrift, judgeRace } from './data/bars.ts';
import { type Contestant, ourContestants, peerContestants } from './data/contestants.ts';
import { driftContestants } from './data/drift.ts';
import { type DataFormat, narrowFile } from './data/generate.ts';
import { type BenchOptions, benchOptions } from './data/options.ts';
import { runProcess } from './data/process.ts';
import { race, raceRows, refusals } from './data/race.ts';
import { buildSignalbox } from './data/signalbox.ts';
import { table } from './judge/section.ts';

const folder = join(tmpdir(), 'signalbox-bench-data');
/** So few rows that what is measured is the start of the process and its imports. */
const startRows = 1_000;
const brokenRows = 10_000;

/**
 * The data gate beside its peers, as whole processes in turn: `npm run bench -- data`, options in data/options.ts. Everything is made by
 * hashing and kept in the temporary folder that is named at the end. Ends with 1 when a bar is missed.
 */
export async function run(): Promise<void> {
  const options = benchOptions(process.argv.slice(3));
  buildSignalbox();
  const requirements = join(import.meta.dirname, 'data/peers/requirements.txt');
  console.log('Python environment of the peers: built on the first run');
  const { python } = await ensureVenv([requirements]);
  console.log(
    `${availableParallelism()} cores, ${(totalmem() / 1e9).toFixed(0)} GB; wall, CPU and peak memory from wait4 of each process`,
  );
  const bars: Judged[] = [];
  for (const format of options.formats) bars.push(...(await raceFormat(format, python, options)));
  if (options.drift) bars.push(...(await raceDrift(python, options)));
  const missed = bars.filter((bar) => bar.missed).length;
  console.log(`\n${missed === 0 ? 'Every bar is held.' : `${missed} of ${bars.length} bars are missed.`}`);
  console.log(`The data stays in ${folder} for the next run; remove it when done.`);
  if (missed > 0) process.exitCode = 1;
}

async function raceFormat(format: DataFormat, python: string, options: BenchOptions): Promise<Judged[]> {
  const start = await narrowFile(folder, format, startRows);
  const all = [...(await ourContestants(folder, start)), ...peerContestants(python, folder)];
  const contestants = all.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  await tellThatTheyLook(contestants, await narrowFile(folder, format, brokenRows, true));
  const starts = await race(contestants, start, options.repeat, options.limitSeconds);
  const bars: Judged[] = [];
  for (const rows of options.rows) {
    const raced = await race(contestants, await narrowFile(folder, format, rows), options.repeat, options.limitSeconds);
    console.log(
      `\n${rows.toLocaleString('en')} rows × 12 columns, ${format}: medians; start: the same on ${startRows} rows`,
    );
    for (const line of [...table(raceRows(raced, starts)), ...refusals(raced)]) console.log(`  ${line}`);
    bars.push(...tell(judgeRace(raced, format, rows, options.only)));
  }
  return bars;
}

/** A contestant that finds nothing in data that breaks every check would be fast for no reason. */
async function tellThatTheyLook(contestants: Contestant[], file: string): Promise<void> {
  const found: string[] = [];
  for (const contestant of contestants.filter(({ checks }) => checks > 0)) {
    const failed = contestant.failed(await runProcess(contestant.command(file), 300));
    found.push(`${contestant.name} ${failed ?? 'no answer'}`);
  }
  console.log(`\nResults that are not a pass, on data that breaks every check of values: ${found.join(', ')}`);
}

async function raceDrift(python: string, options: BenchOptions): Promise<Judged[]> {
  // With the pandas that the other peers run on, Evidently cannot be imported.
  const pinned = join(import.meta.dirname, 'data/peers/requirements-evidently.txt');
  const pythons = { python, evidently: (await ensureVenv([pinned])).python };
  const bars: Judged[] = [];
  for (const width of options.driftColumns) {
    const { contestants, file, note } = await driftContestants(pythons, folder, width);
    const some = contestants.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
    const raced = await race(some, file, options.repeat, options.driftLimitSeconds);
    console.log(`\nDrift of ${width} columns × 200,000 rows, Parquet; ours against a stored profile`);
    console.log(`  ${note}`);
    for (const line of [...table(raceRows(raced, [])), ...refusals(raced)]) console.log(`  ${line}`);
    for (const { name } of some.slice(1))
      console.log(`  ${fasterThan(raced, name) ?? `against ${name}: not measured`}`);
    bars.push(...tell(judgeDrift(raced, width, options.only)));
  }
  return bars;
}

function tell(bars: Judged[]): Judged[] {
  for (const { line } of bars) console.log(`  ${line}`);
  return bars;
}
