import type { RolloutEvidence, Statistic } from '../../run.ts';
import { formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { linearScale, type Scale } from '../scale.ts';
import { type Box, type Drawing, figure, line, path, text, xAxis, yAxis } from '../svg.ts';
import { drawDecision, type Span, spansOf } from './spans.ts';

interface Series {
  measure: string;
  /** One value a window: the logarithm of the e-value over that of its bar; null where it was not measured. */
  shares: Array<number | null>;
  last: Statistic;
}

const sides = [
  { proves: 'worse', title: 'Evidence that it is worse than allowed' },
  { proves: 'no-worse', title: 'Evidence that it is no worse' },
] as const;

/** Below minus this, evidence speaks clearly for the contrary, and how clearly matters no more. */
const lowest = -0.5;
const highest = 1.25;
const rowPx = 16;

/**
 * What the judge went by: each e-value over time against its bar. On the logarithmic scale, as a share of the way to the bar, so
 * that measures with bars of their own stand in one plot: 0 is an e-value of 1, which says nothing, and 1 is proof.
 */
export function evidencePlot(rollout: RolloutEvidence): Markup | null {
  const spans = spansOf(rollout.windows);
  if (!spans.some(({ statistics = [] }) => statistics.length > 0)) return null;
  const says = sides
    .flatMap(({ proves, title }) => seriesOf(spans, proves).map((one) => `${title}: ${inWords(one)}`))
    .join('; ');
  const caption = html`What the judge went by: e-values, window by window, on a logarithmic scale. 0 is an e-value of 1, which says nothing; at 1 it is proven. What speaks for worse is weighed together too, so all of it may prove what no line does alone.`;
  return figure(caption, says, (width) => draw(spans, width));
}

function seriesOf(spans: Span[], proves: Statistic['proves']): Series[] {
  const all = spans.map(({ statistics = [] }) => statistics.filter((one) => one.proves === proves));
  const measures = [...new Set(all.flat().map(({ measure }) => measure))];
  return measures.flatMap((measure) => {
    const found = all.map((window) => window.find((one) => one.measure === measure));
    const last = found.findLast((one) => one !== undefined);
    const shares = found.map((one) => (one && one.bar > 0 ? clamp(one.logE / one.bar) : null));
    return last ? [{ measure, shares, last }] : [];
  });
}

function draw(spans: Span[], width: number): Drawing {
  const [left, right] = [46, width - 16];
  const x = linearScale([0, spans.at(-1)?.end ?? 1], [left, right], { widen: false, ticks: width > 500 ? 8 : 4 });
  const first = 46;
  let top = first;
  const panels = sides.flatMap((side) => {
    const series = seriesOf(spans, side.proves);
    if (series.length === 0) return [];
    const names = top + 14;
    const box: Box = { left, top: names + series.length * rowPx, width: right - left, height: 120 };
    top = box.top + box.height + 40;
    return [
      html`${text(4, names - 18, side.title, 'label')}${series.map((one, i) => name(one, i, names))}${drawSeries(series, side.proves, spans, box, x)}`,
    ];
  });
  const bottom = top - 40;
  const whole = { left, top: first, width: right - left, height: bottom - first };
  const marks = [drawDecision(spans, x, [first, bottom]), panels, xAxis(whole, x, 'Seconds since the rollout began')];
  return { height: bottom + 44, marks };
}

function drawSeries(series: Series[], proves: Statistic['proves'], spans: Span[], box: Box, x: Scale): Markup {
  const y = linearScale([lowest, highest], [box.top + box.height, box.top], { ticks: 4, widen: false });
  const proven = html`${line(box.left, y.at(1), box.left + box.width, y.at(1), `proof ${proves}`)}${text(box.left + 6, y.at(1) - 5, 'proven', `proof-label ${proves}`)}`;
  const lines = series.map((one, i) => {
    const points = one.shares.map((share, at) =>
      share === null ? null : ([x.at(spans[at]?.end ?? 0), y.at(share)] as const),
    );
    // Before anything was seen, an e-value is 1.
    if (points[0]) points.unshift([x.at(0), y.at(0)]);
    return path(points, kindOf(one, i));
  });
  return html`${yAxis(box, y)}${proven}${lines}`;
}

/** A line of the legend: its dashes, what it measures, and where it ended. */
function name(series: Series, index: number, top: number): Markup {
  const y = top + index * rowPx;
  const points = [[6, y - 4] as const, [38, y - 4] as const];
  return html`${path(points, kindOf(series, index))}${text(46, y, inWords(series), 'label quiet')}`;
}

/** What reached its bar is drawn heavier than the rest. */
function kindOf({ shares, last }: Series, index: number): string {
  const reached = shares.some((share) => share !== null && share >= 1);
  return `evidence line ${last.proves} dash-${index % 5}${reached ? ' reached' : ''}`;
}

function inWords({ measure, last }: Series): string {
  return `${measure}: e-value ${eValue(last.logE)} of ${eValue(last.bar)} needed`;
}

/** An e-value of a thousand digits is told by its magnitude. */
function eValue(log: number): string {
  if (Math.abs(log) < Math.log(1e6)) return formatNumber(Number(Math.exp(log).toPrecision(3)));
  return `10^${formatNumber(Math.round(log / Math.LN10))}`;
}

function clamp(share: number): number {
  return Math.min(highest, Math.max(lowest, Number.isNaN(share) ? 0 : share));
}
