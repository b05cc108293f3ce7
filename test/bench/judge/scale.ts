import { type Series, seriesOf, takenBack } from './metric-data.ts';
import { kayentaRun } from './peers.ts';
import { type Section, table } from './section.ts';

const powers = Array.from({ length: 13 }, (_, i) => i - 6);
const datasets: Series[] = Array.from({ length: 40 }, (_, i) => seriesOf(30, i % 2 === 0 ? 0.1 : 0, 0.05, 41 + i));

/** The same values in other units: how many verdicts change. */
export function scale(): Section {
  const judges: Array<[string, (series: Series, factor: number) => boolean]> = [
    ['ours (own metrics and latency)', takenBack],
    ['Kayenta, as it is', (series, factor) => high(series, factor, 'compatible')],
    ['Kayenta, mended (mode fixed)', (series, factor) => high(series, factor, 'fixed')],
  ];
  const rows = judges.map(([name, judges]) => {
    const flips = powers.map((power) => datasets.filter((one) => judges(one, 10 ** power) !== judges(one, 1)).length);
    return { name, flips, total: flips.reduce((sum, count) => sum + count, 0) };
  });
  const ours = rows[0]?.total ?? 0;
  return {
    title: `Verdicts that change when ${datasets.length} data sets of 30 windows are multiplied by 10^k (half of them 10 % worse)`,
    lines: table([
      ['k', ...powers.map(String), 'flips'],
      ...rows.map(({ name, flips, total }) => [name, ...flips.map(String), String(total)]),
    ]),
    missed: ours > 0 ? [`${ours} verdicts of ours changed with the unit; none may`] : [],
  };
}

function high({ candidate, baseline }: Series, factor: number, mode: 'compatible' | 'fixed'): boolean {
  const times = (values: number[]) => values.map((value) => value * factor);
  return kayentaRun(times(baseline), times(candidate), 'increase', mode).verdict === 'fail';
}
