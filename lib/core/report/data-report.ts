import { driftIn } from '../drift/told.ts';
import type { CheckResult, GateRecord } from '../gate.ts';
import { passedQuietly, worstFirst } from '../warned.ts';
import { columnsSection } from './columns-section.ts';
import { driftSection } from './drift-section.ts';
import { failingRows } from './failing-rows.ts';
import { formatNumber, formatTime } from './format.ts';
import { checksTable } from './gate-section.ts';
import { html, type Markup } from './html.ts';
import { finiteIn, objectIn } from './lenient.ts';
import { page } from './page.ts';
import { histogramPlots } from './plots/histogram.ts';
import { badge } from './verdict-mark.ts';

const words = { pass: 'The data passes', fail: 'The data fails', inconclusive: 'The data cannot be judged' } as const;
const driftWords = {
  pass: 'No drift',
  fail: 'The data has drifted',
  inconclusive: 'Too little is known to tell',
} as const;
/** More checks that passed than a reader wants to scroll past. */
const mostPassing = 30;

/** The data gate on a page of its own: what failed and its rows first, then every check and every column. `subject`: what was judged. */
export function dataReport(gate: GateRecord, subject: string): string {
  const drift = driftIn(gate.facts) !== undefined;
  const says = (drift ? driftWords : words)[gate.verdict];
  const kicker = `Signalbox, ${drift ? 'drift' : 'data gate'}`;
  return page(`${says}: ${subject}`, html`<p class="kicker">${kicker}</p><h1>${subject}</h1>${body(gate, says)}`);
}

function body(gate: GateRecord, says: string): Markup {
  const checks = worstFirst(gate.checks);
  const failing = checks.filter((check) => !passedQuietly(check));
  const passing = checks.filter(passedQuietly);
  return html`<div class="outcome ${gate.verdict}">${badge(gate.verdict, says)}<p>${gate.sentence}</p></div>
${facts(gate)}
${gate.unreadable && html`<p><code>${gate.unreadable.code}</code> ${gate.unreadable.sentence}</p>`}
${failing.length > 0 && html`<section><h3>${checks.some(({ verdict }) => verdict !== 'pass') ? 'What did not pass' : 'What to know of'}</h3>${checksTable(gate.gate, failing)}${failing.map((check) => failingRows(check, true))}${histogramPlots(gate)}</section>`}
<section>${driftSection(gate)}${columnsSection(gate)}</section>
${passing.length > 0 && passed(gate.gate, passing)}`;
}

function passed(gate: GateRecord['gate'], checks: CheckResult[]): Markup {
  const all = html`${checksTable(gate, checks)}${checks.map((check) => failingRows(check))}`;
  const shown =
    checks.length > mostPassing
      ? html`<details><summary>${formatNumber(checks.length)} checks</summary>${all}</details>`
      : all;
  return html`<section><h3>What passed</h3>${shown}</section>`;
}

function facts({ facts: of, checks, decidedAt }: GateRecord): Markup {
  const record = objectIn({ of }, 'of');
  const number = (key: string) => finiteIn(record, key);
  const [rows, before] = [number('rows'), number('referenceRows')];
  const failed = checks.filter(({ verdict }) => verdict !== 'pass').length;
  const warned = checks.filter((check) => check.warned?.severity === 'warning').length;
  const warnings = warned === 0 ? '' : `, ${formatNumber(warned)} only warn`;
  const entries: Array<[string, string]> = [
    ...(rows === null ? [] : [['Rows', formatNumber(rows)] as [string, string]]),
    ...(before === null ? [] : [['Rows of the reference', formatNumber(before)] as [string, string]]),
    ['Columns', formatNumber(Object.keys(objectIn(of, 'columns') ?? {}).length)],
    ['Checks', `${formatNumber(checks.length)}, of which ${formatNumber(failed)} did not pass${warnings}`],
    ['Judged', formatTime(decidedAt)],
  ];
  return html`<dl>${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
