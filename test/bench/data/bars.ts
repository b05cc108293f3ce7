import { ours, oursWithoutKey } from './contestants.ts';
import type { DataFormat } from './generate.ts';
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
  const memory = memoryBars.map(({ name, megabytes }) => {
    const cost = find(name);
    return judged(`peak memory of ${name}`, cost ? cost.peakBytes / 1e6 : null, megabytes, (v) => `${v.toFixed(0)} MB`);
  });
  return [...times, ...memory];
}

/** Our wall time as a share of theirs. One that was stopped would have taken longer: the share is less than that of its limit. */
export function judgedTime(raced: Raced[], peer: string, most: number): Judged {
  const [mine, theirs] = [ours, peer].map((name) => raced.find((one) => one.name === name));
  const what = `wall time ÷ ${peer}`;
  const show = (value: number) => `${value.toPrecision(2)}×`;
  const seconds = theirs?.stoppedAfterSeconds ?? theirs?.cost?.wallSeconds;
  if (!mine?.cost || seconds === undefined) return judged(what, null, most, show);
  const ratio = mine.cost.wallSeconds / seconds;
  if (theirs?.stoppedAfterSeconds === undefined) return judged(what, ratio, most, show);
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
