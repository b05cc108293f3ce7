import { ours, oursWithoutKey } from './contestants.ts';
import type { DataFormat } from './generate.ts';
import type { Cost } from './process.ts';
import type { Raced } from './race.ts';

export interface Judged {
  line: string;
  missed: boolean;
}

/** Most that our wall time may be of theirs. */
const timeBars: Array<{ peer: string; format: DataFormat; rows: number; share: number }> = [
  { peer: 'pandera on polars', format: 'parquet', rows: 10_000_000, share: 0.7 },
  { peer: 'pandera on pandas', format: 'parquet', rows: 10_000_000, share: 0.35 },
  { peer: 'pandera on polars', format: 'csv', rows: 10_000_000, share: 0.5 },
  { peer: 'pandera on pandas', format: 'csv', rows: 10_000_000, share: 0.16 },
  { peer: 'Great Expectations', format: 'parquet', rows: 10_000_000, share: 0.1 },
  { peer: 'Great Expectations', format: 'csv', rows: 10_000_000, share: 0.1 },
];
/** Of the drift that has a bar. */
const driftColumns = 500;
const memoryBars: Array<{ name: string; megabytes: number }> = [
  { name: ours, megabytes: 400 },
  { name: oursWithoutKey, megabytes: 200 },
];

/** The bars that hold for this size and format; a figure that is not there misses its bar. */
export function judgeRace(raced: Raced[], format: DataFormat, rows: number, asked: readonly string[]): Judged[] {
  const find = (name: string) => raced.find((one) => one.name === name)?.cost;
  const wanted = (name: string) => asked.length === 0 || asked.includes(name);
  const times = timeBars
    .filter((bar) => bar.format === format && bar.rows === rows && wanted(bar.peer))
    .map(({ peer, share }) => judgedTime(raced, peer, share));
  const memory = memoryBars
    .filter(({ name }) => wanted(name))
    .map(({ name, megabytes }) => {
      const cost = find(name);
      return judged(
        `peak memory of ${name}`,
        cost ? cost.peakBytes / 1e6 : null,
        megabytes,
        (v) => `${v.toFixed(0)} MB`,
      );
    });
  return [...times, ...memory];
}

/** A smaller size than that of the bar has none of its own. */
export function judgeDrift(raced: Raced[], width: number, asked: readonly string[]): Judged[] {
  const judges = width === driftColumns && (asked.length === 0 || asked.includes('Evidently'));
  return judges ? [judgedTime(raced, 'Evidently', 0.05)] : [];
}

type Figures = Pick<Cost, 'wallSeconds' | 'cpuSeconds'>;

/** Ours and theirs; of one that was stopped, what it had used by then, so that a ratio to it is a bound. */
function pairOf(
  raced: Raced[],
  peer: string,
): [mine: Cost | undefined, theirs: (Figures & { stopped: boolean }) | undefined] {
  const [mine, theirs] = [ours, peer].map((name) => raced.find((one) => one.name === name));
  const figures = theirs?.stopped ?? theirs?.cost;
  return [mine?.cost ?? undefined, figures ? { ...figures, stopped: theirs?.stopped !== undefined } : undefined];
}

/** By how much ours is faster than a peer, of one that was stopped at least; undefined where one has no figures. */
export function fasterThan(raced: Raced[], peer: string): string | undefined {
  const [mine, theirs] = pairOf(raced, peer);
  if (!mine || !theirs) return undefined;
  const [wall, cpu] = [theirs.wallSeconds / mine.wallSeconds, theirs.cpuSeconds / mine.cpuSeconds];
  const least = theirs.stopped ? '≥ ' : '';
  const why = theirs.stopped
    ? `; it was stopped after ${theirs.wallSeconds.toFixed(0)} s, ${theirs.cpuSeconds.toFixed(0)} s of CPU`
    : '';
  return `against ${peer}: ${least}${wall.toFixed(1)}× faster, ${least}${cpu.toFixed(1)}× less CPU${why}`;
}

/** Our wall time as a share of theirs. One that was stopped would have taken longer: the share is less than that of its limit. */
function judgedTime(raced: Raced[], peer: string, most: number): Judged {
  const [mine, theirs] = pairOf(raced, peer);
  const what = `wall time ÷ ${peer}`;
  const show = (value: number) => `${value.toPrecision(2)}×`;
  if (!mine || !theirs) return judged(what, null, most, show);
  const ratio = mine.wallSeconds / theirs.wallSeconds;
  if (!theirs.stopped) return judged(what, ratio, most, show);
  // How much longer nobody knows, so that a share above the bar tells nothing.
  return judged(what, ratio > most ? null : ratio, most, show, 'less than ');
}

export function judged(
  what: string,
  value: number | null,
  most: number,
  show: (value: number) => string,
  bound = '',
): Judged {
  if (value === null) return { line: `not measured  ${what}: at most ${show(most)}`, missed: true };
  const missed = value > most;
  return { line: `${missed ? 'MISSED' : 'held'}  ${what}: ${bound}${show(value)}, at most ${show(most)}`, missed };
}
