import type { CheckResult, GateRecord } from '../../gate.ts';
import { worstFirst } from '../../warned.ts';
import {
  type Bin,
  comparedWith,
  type Distribution,
  distributionIn,
  isOutside,
  perUnit,
  sameBins,
} from '../distribution.ts';
import { formatNumber } from '../format.ts';
import { html, type Markup, type Part } from '../html.ts';
import { linearScale, type Scale } from '../scale.ts';
import { type Box, type Drawing, figure, legend, path, rect, text, xAxis, yAxis } from '../svg.ts';

const mostColumns = 4;
/** Room for a bar beside the axis, for values outside all bins. */
const outsideWidth = 56;

interface Pair {
  column: string;
  mine: Distribution;
  theirs: Distribution | null;
  /** What `theirs` is of. */
  other: string;
}

/** What failed, or would have. */
function isShown({ verdict, warned }: CheckResult): boolean {
  return verdict === 'fail' || (warned?.verdict === 'fail' && warned.severity === 'warning');
}

/** Distributions of the columns that failed at the data gate, over the champion's where it has them. */
export function histogramPlots(gate: GateRecord): Markup[] {
  const failing = [
    ...new Set(
      worstFirst(gate.checks)
        .filter(isShown)
        .map((c) => c.subject),
    ),
  ];
  const plots = failing.slice(0, 50).map((column) => histogramPlot(gate, column));
  return plots.filter((plot) => plot !== null).slice(0, mostColumns);
}

function histogramPlot(gate: GateRecord, column: string): Markup | null {
  const mine = distributionIn(gate.facts, 'columns', column);
  if (!mine) return null;
  const theirs = distributionIn(gate.facts, 'championColumns', column);
  const failed = gate.checks.filter((c) => c.subject === column && isShown(c));
  const reasons = failed.map((c) => c.sentence.replace(`${column} ${c.check}: `, `${c.check}: `));
  const other = comparedWith(gate.facts);
  const whose = theirs ? `this data and in ${other}` : 'this data';
  const says = `Distribution of ${column} in ${whose}: ${describe(mine)}${theirs ? `; there ${describe(theirs)}` : ''}`;
  const caption = html`<b>${column}</b>: ${reasons.join('; ')}`;
  return figure(caption, says, (width) => draw({ column, mine, theirs, other }, width));
}

function draw({ column, mine, theirs, other }: Pair, width: number): Drawing {
  const density = theirs !== null && !sameBins(mine, theirs);
  const scaled = (of: Distribution | null) => (of ? (density ? perUnit(of.bins) : of.bins) : []);
  const [bins, past] = [scaled(mine), scaled(theirs)];
  const low = mine.below.count > 0 ? outsideWidth : 0;
  const high = mine.above.count > 0 ? outsideWidth : 0;
  const box: Box = { left: 46 + low, top: 54, width: width - 62 - low - high, height: 180 };
  const outside = density ? [] : [mine.below.percent, mine.above.percent];
  const all = [...bins, ...past];
  const ends: [number, number] = [Math.min(...all.map((b) => b.from)), Math.max(...all.map((b) => b.to))];
  const x = linearScale(ends, [box.left, box.left + box.width], { ticks: width > 500 ? 8 : 4, widen: false });
  const y = linearScale([0, Math.max(...all.map((b) => b.percent), ...outside)], [box.top + box.height, box.top], {
    ticks: 4,
  });
  const names = { candidate: 'this data', champion: theirs ? other.replace(/^the /, '') : null };
  return {
    height: box.top + box.height + 44,
    marks: [
      legend(8, 14, names, 'areas'),
      text(8, 40, density ? '% of values per unit' : '% of values', 'label'),
      yAxis({ ...box, left: 46, width: width - 62 }, y),
      bins.map((b) => bar(b, x, y, isOutside(b, theirs))),
      outline(past, x, y),
      outsideBar(mine.below, 'below', 46, box, y),
      outsideBar(mine.above, 'above', box.left + box.width, box, y),
      xAxis(box, x, column.slice(0, 60)),
    ],
  };
}

function bar(bin: Bin, x: Scale, y: Scale, outside: boolean): Markup {
  const left = x.at(bin.from);
  const says = `${formatNumber(bin.from)} to ${formatNumber(bin.to)}: ${formatNumber(bin.percent)} %`;
  return rect(
    left,
    y.at(bin.percent),
    x.at(bin.to) - left,
    y.at(0) - y.at(bin.percent),
    outside ? 'outside' : 'candidate area',
    says,
  );
}

/** The champion as a dashed outline, so that both can be seen where they overlap. */
function outline(bins: Bin[], x: Scale, y: Scale): Part {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return null;
  const steps = bins.flatMap((b) => [[x.at(b.from), y.at(b.percent)] as const, [x.at(b.to), y.at(b.percent)] as const]);
  return path([[x.at(first.from), y.at(0)], ...steps, [x.at(last.to), y.at(0)]], 'champion line');
}

/** Values outside all bins as one bar beside the axis, with its count. */
function outsideBar(
  end: { count: number; percent: number },
  side: 'below' | 'above',
  left: number,
  box: Box,
  y: Scale,
): Part {
  if (end.count === 0) return null;
  const middle = left + outsideWidth / 2;
  const base = box.top + box.height;
  const top = Math.min(y.at(end.percent), base - 2);
  return html`${rect(middle - 14, top, 28, base - top, 'outside', `${formatNumber(end.count)} values ${side} the range`)}
${text(middle, top - 6, formatNumber(end.count), 'value bad', 'middle')}${text(middle, base + 18, side, 'tick bad', 'middle')}`;
}

function describe(of: Distribution): string {
  const range = `${formatNumber(of.values)} values, bins from ${formatNumber(of.bins[0]?.from ?? 0)} to ${formatNumber(of.bins.at(-1)?.to ?? 0)}`;
  const outside = (['below', 'above'] as const)
    .filter((side) => of[side].count > 0)
    .map((side) => `${formatNumber(of[side].count)} ${side}`);
  return [range, ...outside].join(', ');
}
