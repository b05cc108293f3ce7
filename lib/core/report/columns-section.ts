import type { GateRecord } from '../gate.ts';
import { passedQuietly } from '../warned.ts';
import { comparedWith } from './distribution.ts';
import { formatNumber, formatPercent, formatValue } from './format.ts';
import { clip, html, type Markup } from './html.ts';
import { finiteIn, objectIn } from './lenient.ts';
import { smallDistribution } from './plots/small-distribution.ts';
import { line, rect } from './svg.ts';
import { badge } from './verdict-mark.ts';

const mostColumns = 200;
/** A column that only warns comes before those that pass. */
const worstFirst = ['fail', 'inconclusive', 'warning', 'pass'] as const;
type Standing = (typeof worstFirst)[number];

/** A card for each column of the data: how its values lie, over those of the baseline, and what is missing; the worst first. */
export function columnsSection(gate: GateRecord): Markup | null {
  const columns = objectIn(gate.facts, 'columns');
  if (!columns) return null;
  const names = Object.keys(columns);
  const standings = new Map(names.map((name) => [name, standingOf(gate, name)]));
  const sorted = worstFirst.flatMap((standing) => names.filter((name) => standings.get(name) === standing));
  const compared = objectIn(gate.facts, 'championColumns') !== null;
  const more =
    sorted.length > mostColumns ? html`<p class="quiet">… and ${sorted.length - mostColumns} more.</p>` : null;
  return html`<h4>Columns</h4>
<p class="quiet">${compared ? `Filled: this data. Dashed: ${comparedWith(gate.facts)}. Red: outside of that. ` : ''}Shares are of the values that are there.</p>
<div class="columns">${sorted.slice(0, mostColumns).map((name) => card(gate, name, standings.get(name) ?? 'pass'))}</div>${more}`;
}

function standingOf({ checks }: GateRecord, column: string): Standing {
  const own = checks
    .filter(({ subject }) => subject === column)
    .map((check): Standing => (check.warned?.severity === 'warning' ? 'warning' : check.verdict));
  return worstFirst.find((standing) => own.includes(standing)) ?? 'pass';
}

function card(gate: GateRecord, name: string, standing: Standing): Markup {
  const tone = standing === 'warning' ? 'inconclusive' : standing;
  const mine = objectIn(objectIn(gate.facts, 'columns'), name);
  const theirs = objectIn(objectIn(gate.facts, 'championColumns'), name);
  const type = typeof mine?.logicalType === 'string' ? mine.logicalType : '';
  const failed = gate.checks.filter((check) => check.subject === name && !passedQuietly(check));
  return html`<article class="${tone}"><h5>${clip(name, 60)} <span class="quiet">${type}</span>${standing === 'pass' ? null : badge(tone, standing)}</h5>
${smallDistribution(gate.facts, name)}${missingBar(missingShare(mine), missingShare(theirs))}
<p>${[missing(mine, theirs), ...range(mine), ...drifted(gate, name)].join(' · ')}</p>
${failed.length > 0 && html`<ul>${failed.map(({ check, sentence }) => html`<li>${clip(sentence.replace(`${name} ${check}: `, `${check}: `), 240)}</li>`)}</ul>`}</article>`;
}

function missing(mine: Record<string, unknown> | null, theirs: Record<string, unknown> | null): string {
  const [now, before] = [missingShare(mine), missingShare(theirs)];
  if (now === null) return '';
  const was = before === null || before === now ? '' : ` (was ${formatPercent(before)})`;
  return `${now === 0 ? 'none' : formatPercent(now)} missing${was}`;
}

function missingShare(column: Record<string, unknown> | null): number | null {
  const parts = ['nulls', 'nans', 'invalid', 'valid'].map((part) => finiteIn(column, part));
  if (parts.some((part) => part === null)) return null;
  const [nulls = 0, nans = 0, invalid = 0, valid = 0] = parts.map(Number);
  const rows = nulls + nans + invalid + valid;
  return rows === 0 ? null : (nulls + nans) / rows;
}

function range(column: Record<string, unknown> | null): string[] {
  const [min, max] = [column?.min ?? null, column?.max ?? null];
  const mean = finiteIn(column, 'mean');
  return [
    ...(min === null || max === null ? [] : [`${clip(formatValue(min), 24)} to ${clip(formatValue(max), 24)}`]),
    ...(mean === null ? [] : [`mean ${formatNumber(mean)}`]),
  ];
}

function drifted({ checks }: GateRecord, column: string): string[] {
  const drift = checks.find(({ check, subject }) => check === 'drift' && subject === column);
  return typeof drift?.observed === 'number' ? [`drift ${formatNumber(drift.observed)}`] : [];
}

/** How much of the column is missing: a bar of its whole width is all of it. */
function missingBar(now: number | null, before: number | null): Markup | null {
  if (!now) return null;
  const was = before === null ? null : line(before * 260, 0, before * 260, 6, 'axis');
  const says = `${formatPercent(now)} of the values are missing`;
  return html`<svg viewBox="0 0 260 6" role="img" aria-label="${says}"><title>${says}</title>${rect(0, 1, 260, 4, 'track')}${rect(0, 1, Math.max(1.5, now * 260), 4, 'outside')}${was}</svg>`;
}
