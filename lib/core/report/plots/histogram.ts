import type { GateRecord } from '../../gate.ts';
import { formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { finiteList, objectIn } from '../lenient.ts';
import { linearScale } from '../scale.ts';
import { type Box, type Drawing, figure, legend, path, rect, text, xAxis, yAxis } from '../svg.ts';

interface Histogram {
  edges: number[];
  counts: number[];
  total: number;
}

const mostColumns = 4;

/** Distributions of the columns that failed at the data gate, over the champion's where it has them. */
export function histogramPlots(gate: GateRecord): Markup[] {
  const failing = [...new Set(gate.checks.filter((c) => c.verdict === 'fail').map((c) => c.subject))];
  return failing
    .slice(0, 50)
    .flatMap((column) => histogramPlot(gate, column) ?? [])
    .slice(0, mostColumns);
}

function histogramPlot(gate: GateRecord, column: string): Markup | null {
  const mine = histogramIn(gate.facts, 'columns', column);
  if (!mine) return null;
  const theirs = histogramIn(gate.facts, 'championColumns', column);
  const reasons = gate.checks.filter((c) => c.subject === column && c.verdict === 'fail').map((c) => c.sentence);
  const says = `Distribution of ${column} in this data${theirs ? " and in the champion's training data" : ''}: ${describe(mine)}${
    theirs ? `; champion ${describe(theirs)}` : ''
  }`;
  const caption = html`<b>${column}</b>: ${reasons.join('; ')}`;
  return figure(caption, says, (width) => draw(column, mine, theirs, width));
}

function histogramIn(facts: unknown, group: string, column: string): Histogram | null {
  const found = objectIn(objectIn(objectIn(facts, group), column), 'histogram');
  const edges = finiteList(found?.edges);
  const counts = finiteList(found?.counts);
  if (!edges || !counts || counts.length === 0 || edges.length !== counts.length + 1) return null;
  const rises = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return rises && total > 0 && counts.every((count) => count >= 0) ? { edges, counts, total } : null;
}

/** Outline of a histogram as shares; per unit of the column where the bins differ, so that both can be compared. */
function outline(of: Histogram, perUnit: boolean): Array<{ from: number; to: number; share: number }> {
  return of.counts.map((count, i) => {
    const [from, to] = [of.edges[i] ?? 0, of.edges[i + 1] ?? 0];
    return { from, to, share: (count / of.total) * (perUnit ? 1 / (to - from) : 1) * 100 };
  });
}

function draw(column: string, mine: Histogram, theirs: Histogram | null, width: number): Drawing {
  const perUnit = theirs !== null && JSON.stringify(theirs.edges) !== JSON.stringify(mine.edges);
  const bins = outline(mine, perUnit);
  const past = theirs ? outline(theirs, perUnit) : [];
  const all = [...bins, ...past];
  const box: Box = { left: 46, top: 48, width: width - 62, height: 180 };
  const highest = Math.max(...all.map((b) => b.share));
  const x = linearScale(
    [Math.min(...all.map((b) => b.from)), Math.max(...all.map((b) => b.to))],
    [box.left, box.left + box.width],
    { ticks: width > 500 ? 8 : 4 },
  );
  const y = linearScale([0, highest], [box.top + box.height, box.top], { ticks: 4 });
  const base = box.top + box.height;
  const bars = bins.map((b) =>
    rect(x.at(b.from), y.at(b.share), x.at(b.to) - x.at(b.from), base - y.at(b.share), 'candidate area', binText(b)),
  );
  const steps = past.flatMap((b) => [[x.at(b.from), y.at(b.share)] as const, [x.at(b.to), y.at(b.share)] as const]);
  const closed = past.length
    ? [[steps[0]?.[0] ?? 0, base] as const, ...steps, [steps.at(-1)?.[0] ?? 0, base] as const]
    : [];
  return {
    height: base + 44,
    marks: [
      legend(box.left, 14, { candidate: 'this data', champion: theirs ? "champion's training data" : null }, 'areas'),
      text(box.left - 38, 38, perUnit ? '% of rows per unit' : '% of rows', 'label'),
      yAxis(box, y),
      bars,
      path(closed, 'champion line'),
      xAxis(box, x, column.slice(0, 60)),
    ],
  };
}

function binText(bin: { from: number; to: number; share: number }): string {
  return `${formatNumber(bin.from)} to ${formatNumber(bin.to)}: ${formatNumber(bin.share)}`;
}

function describe(of: Histogram): string {
  return `${formatNumber(of.total)} values from ${formatNumber(of.edges[0] ?? 0)} to ${formatNumber(of.edges.at(-1) ?? 0)}`;
}
