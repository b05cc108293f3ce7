import type { GateRecord } from '../../gate.ts';
import { type Bound, boundsIn } from '../bounds.ts';
import { formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { finiteIn, objectIn } from '../lenient.ts';
import { linearScale, type Scale } from '../scale.ts';
import { type Drawing, figure, legend, line, mark, text, textWidth } from '../svg.ts';

interface MetricRow {
  name: string;
  candidate: number | null;
  champion: number | null;
  bounds: Bound[];
  failed: boolean;
}

const rowHeight = 78;

/** Each metric of the model gate: candidate and champion on one line, with the bounds that decide. */
export function metricsPlot(gate: GateRecord): Markup | null {
  const rows = rowsOf(gate);
  if (rows.length === 0) return null;
  const count = finiteIn(gate.facts ?? null, 'rows');
  const onRows = count === null ? '' : ` on the same ${formatNumber(count)} holdout rows`;
  const caption = html`Metrics of candidate and champion${onRows}, with the bounds that they are judged by`;
  return figure(caption, rows.map(describe).join('; '), (width) => draw(rows, width));
}

function rowsOf(gate: GateRecord): MetricRow[] {
  const candidate = objectIn(gate.facts, 'candidate');
  const champion = objectIn(gate.facts, 'champion');
  return Object.keys(candidate ?? {})
    .slice(0, 20)
    .map((name) => {
      const about = gate.checks.filter((c) => c.subject === name || c.check === name);
      return {
        name,
        candidate: finiteIn(candidate, name),
        champion: finiteIn(champion, name),
        bounds: about.flatMap((c) => boundsIn(c.allowed, c.check)),
        failed: about.some((c) => c.verdict === 'fail'),
      };
    });
}

function draw(rows: MetricRow[], width: number): Drawing {
  const champion = rows.some((row) => row.champion !== null) ? 'champion' : null;
  const marks = rows.map((row, i) => drawRow(row, 34 + i * rowHeight, width));
  return { height: 34 + rows.length * rowHeight, marks: [legend(4, 16, { candidate: 'candidate', champion }), marks] };
}

function drawRow(row: MetricRow, top: number, width: number): Markup {
  const wide = width > 500;
  const [left, right] = wide ? [120, width - 150] : [16, width - 24];
  const values = [row.candidate, row.champion, ...row.bounds.map((b) => b.value)].filter((v) => v !== null);
  const scale = linearScale(domainOf(values), [left, right], { ticks: wide ? 6 : 3, widen: false });
  const y = top + 46;
  const ticks = scale.ticks.map((t) => {
    const x = scale.at(t);
    return html`${line(x, y, x, y + 5, 'axis')}${text(x, y + 20, scale.label(t), 'tick', 'middle')}`;
  });
  const points = (['champion', 'candidate'] as const).map((arm) => {
    const value = row[arm];
    return value === null ? null : mark(arm, scale.at(value), y, `${arm} ${row.name} ${formatNumber(value)}`);
  });
  const name = text(4, wide ? y + 4 : top, `${row.name}${row.failed ? ' ✕' : ''}`, row.failed ? 'name failed' : 'name');
  const numbers = wide ? numbersBeside(row, right + 24, y) : numbersAbove(row, right + 20, top);
  return html`${name}${line(left, y, right, y, 'axis')}${ticks}${drawBounds(row.bounds, scale, y, [left, right])}${points}${numbers}`;
}

function numbersBeside(row: MetricRow, x: number, y: number): Markup {
  const failed = row.failed || row.candidate === null ? ' failed' : '';
  return html`${text(x, row.champion === null ? y + 4 : y - 4, candidateText(row), `name${failed}`)}${
    row.champion !== null && text(x, y + 13, `champion ${formatNumber(row.champion)}`, 'champion-value')
  }`;
}

function numbersAbove(row: MetricRow, right: number, y: number): Markup {
  const champion = row.champion === null ? '' : ` vs ${formatNumber(row.champion)}`;
  return text(right, y, `${candidateText(row)}${champion}`, row.failed ? 'value failed' : 'value', 'end');
}

function candidateText(row: MetricRow): string {
  return row.candidate === null ? 'no value' : formatNumber(row.candidate);
}

/** Bounds of the policy on the upper line of words, those set by the champion on the lower one: they never collide. */
function drawBounds(bounds: Bound[], scale: Scale, y: number, [left, right]: [number, number]): Markup {
  const placed = bounds.map((bound) => {
    const x = scale.at(bound.value);
    const fromChampion = bound.check === 'champion';
    const top = fromChampion ? y - 11 : y - 25;
    const says = `${bound.side} ${formatNumber(bound.value)}${fromChampion ? ' to match champion' : ''}`;
    const half = textWidth(says) / 2;
    const middle = Math.min(right + 20 - half, Math.max(left + half - 12, x));
    return { stroke: line(x, top, x, y + 8, 'limit'), words: text(middle, top - 4, says, 'limit-label', 'middle') };
  });
  return html`${placed.map((p) => p.stroke)}${placed.map((p) => p.words)}`;
}

/** Room around the values, so that no mark sits on the edge. */
function domainOf(values: number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
}

function describe(row: MetricRow): string {
  const shown = (value: number | null) => (value === null ? 'none' : formatNumber(value));
  const bounds = row.bounds.map((b) => `${b.side} ${formatNumber(b.value)}`).join(', ');
  return `${row.name}: candidate ${shown(row.candidate)}, champion ${shown(row.champion)}${bounds ? `, allowed ${bounds}` : ''}`;
}
