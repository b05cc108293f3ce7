import { distributionIn, isOutside, perUnit, sameBins } from '../distribution.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { clip, html, type Markup } from '../html.ts';
import { objectIn } from '../lenient.ts';
import { linearScale } from '../scale.ts';
import { line, path, rect, text } from '../svg.ts';

const [width, height] = [260, 84];
const base = height - 16;
const mostCategories = 5;
/** In a bar of less than this, most names have no room. */
const narrow = 80;

/** How the values of one column lie, small enough for hundreds on a page: bars, or the most frequent categories. */
export function smallDistribution(facts: unknown, column: string): Markup | null {
  return histogram(facts, column) ?? categories(facts, column);
}

function svg(says: string, tall: number, marks: Markup): Markup {
  return html`<svg viewBox="0 0 ${width} ${tall}" role="img" aria-label="${says}"><title>${says}</title>${marks}</svg>`;
}

function histogram(facts: unknown, column: string): Markup | null {
  const mine = distributionIn(facts, 'columns', column);
  if (!mine) return null;
  const theirs = distributionIn(facts, 'championColumns', column);
  const density = theirs !== null && !sameBins(mine, theirs);
  const [bins, past] = [mine, theirs].map((of) => (of ? (density ? perUnit(of.bins) : of.bins) : []));
  const all = [...(bins ?? []), ...(past ?? [])];
  const ends: [number, number] = [Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))];
  const x = linearScale(ends, [0, width], { widen: false });
  const y = linearScale([0, Math.max(...all.map(({ percent }) => percent))], [base, 4], { widen: false });
  const [first, last] = [past?.[0], past?.at(-1)];
  const steps = (past ?? []).flatMap((bin) => [
    [x.at(bin.from), y.at(bin.percent)] as const,
    [x.at(bin.to), y.at(bin.percent)] as const,
  ]);
  const bars = (bins ?? []).map((bin) => {
    const { from, to, percent } = bin;
    const says = `${formatNumber(from)} to ${formatNumber(to)}: ${formatNumber(percent)} %`;
    return rect(
      x.at(from),
      y.at(percent),
      x.at(to) - x.at(from),
      base - y.at(percent),
      isOutside(bin, theirs) ? 'outside' : 'candidate area',
      says,
    );
  });
  const outline =
    first && last ? path([[x.at(first.from), base], ...steps, [x.at(last.to), base]], 'champion line') : null;
  return svg(
    `Distribution of ${column}`,
    height,
    html`${bars}${outline}${line(0, base, width, base, 'axis')}${text(0, height - 3, formatNumber(ends[0]), 'tick')}${text(width, height - 3, formatNumber(ends[1]), 'tick', 'end')}`,
  );
}

function categories(facts: unknown, column: string): Markup | null {
  const mine = sharesIn(facts, 'columns', column);
  if (!mine || mine.size === 0) return null;
  const theirs = sharesIn(facts, 'championColumns', column);
  const shown = [...mine].slice(0, mostCategories);
  const step = (height - 4) / Math.max(3, shown.length);
  const rows = shown.map(([name, share], at) => {
    const top = 2 + at * step;
    const before = theirs && (theirs.get(name) ?? 0);
    // What the other side does not have at all is marked. A name stands beside what would strike it out.
    const reach = Math.max(share, before ?? 0) * width;
    const from = reach < narrow ? reach + 5 : 5;
    const was = before ? line(before * width, top, before * width, top + step - 4, 'champion line') : null;
    const kind = before === 0 ? 'outside' : 'candidate area';
    return html`${rect(0, top, share * width, step - 4, kind, `${name}: ${formatPercent(share)}`)}${was}${text(from, top + step / 2 + 2, clip(name, 22), 'tick')}${text(width, top + step / 2 + 2, formatPercent(share), 'tick', 'end')}`;
  });
  return svg(`Most frequent values of ${column}`, height, html`${rows}`);
}

/** Shares of the values of one column, the most frequent first. */
function sharesIn(facts: unknown, group: string, column: string): Map<string, number> | null {
  const values = objectIn(objectIn(facts, group), column)?.values;
  if (!Array.isArray(values)) return null;
  const counts = values.flatMap((entry: unknown) => {
    const { value, count } = (objectIn({ entry }, 'entry') ?? {}) as { value?: unknown; count?: unknown };
    return typeof value === 'string' && typeof count === 'number' && count > 0 ? [[value, count] as const] : [];
  });
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return new Map(counts.map(([value, count]) => [value, count / total]));
}
