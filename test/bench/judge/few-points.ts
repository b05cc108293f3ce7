import { seriesOf, takenBack } from './metric-data.ts';
import { kayentaRun } from './peers.ts';
import { percent, type Section, table } from './section.ts';

const runs = 1_000;
const alpha = 0.01;

/** Fewer than five windows of the same metric in both arms: how often the candidate is called bad. */
export function fewPoints(): Section {
  const counts = [2, 3, 4];
  const share = (wrong: (count: number, seed: number) => boolean) =>
    counts.map((count) => Array.from({ length: runs }, (_, i) => wrong(count, 61 + i)).filter(Boolean).length / runs);
  const series = (count: number, seed: number) => seriesOf(count, 0, 0.05, seed);
  const kayenta = (mode: 'compatible' | 'fixed') =>
    share((count, seed) => {
      const { candidate, baseline } = series(count, seed);
      return kayentaRun(baseline, candidate, 'either', mode).verdict === 'fail';
    });
  const ours = share((count, seed) => takenBack(series(count, seed), 1));
  const missed = counts.filter((_, i) => (ours[i] ?? 1) > alpha);
  return {
    title: `False alarms with fewer than 5 points an arm, ${runs} runs, alpha ${percent(alpha)}`,
    lines: table([
      ['points', ...counts.map(String), 'bar'],
      ['ours', ...ours.map(percent), `<= ${percent(alpha)} ${missed.length === 0 ? 'ok' : 'NOT OK'}`],
      ['Kayenta, as it is', ...kayenta('compatible').map(percent), ''],
      ['Kayenta, mended (mode fixed)', ...kayenta('fixed').map(percent), ''],
    ]),
    missed: missed.map((count) => `${count} points: more than ${percent(alpha)} false alarms`),
  };
}
