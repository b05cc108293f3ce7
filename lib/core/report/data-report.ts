import type { GateRecord } from '../gate.ts';
import { columnsSection } from './columns-section.ts';
import { failingRows } from './failing-rows.ts';
import { formatNumber, formatTime } from './format.ts';
import { checksTable, worstFirst } from './gate-section.ts';
import { html, type Markup } from './html.ts';
import { finiteIn, objectIn } from './lenient.ts';
import { page } from './page.ts';
import { histogramPlots } from './plots/histogram.ts';
import { badge } from './verdict-mark.ts';

const words = { pass: 'The data passes', fail: 'The data fails', inconclusive: 'The data cannot be judged' } as const;

/** The data gate on a page of its own: what failed and its rows first, then every check and every column. */
export function dataReport(gate: GateRecord, contract: string): string {
  const title = `${words[gate.verdict]}: ${contract}`;
  return page(title, html`<p class="kicker">Signalbox, data gate</p><h1>${contract}</h1>${body(gate)}`);
}

function body(gate: GateRecord): Markup {
  const checks = worstFirst(gate.checks);
  const failing = checks.filter(({ verdict, overridden }) => verdict !== 'pass' || overridden);
  const passing = checks.filter((check) => !failing.includes(check));
  return html`<div class="outcome ${gate.verdict}">${badge(gate.verdict, words[gate.verdict])}<p>${gate.sentence}</p></div>
${facts(gate)}
${gate.unreadable && html`<p><code>${gate.unreadable.code}</code> ${gate.unreadable.sentence}</p>`}
${failing.length > 0 && html`<section><h3>What did not pass</h3>${checksTable(gate.gate, failing)}${failing.map((check) => failingRows(check, true))}${histogramPlots(gate)}</section>`}
<section>${columnsSection(gate)}</section>
${passing.length > 0 && html`<section><h3>What passed</h3>${checksTable(gate.gate, passing)}${passing.map((check) => failingRows(check))}</section>`}`;
}

function facts({ facts: of, checks, decidedAt }: GateRecord): Markup {
  const record = objectIn({ of }, 'of');
  const number = (key: string) => finiteIn(record, key);
  const [rows, before] = [number('rows'), number('referenceRows')];
  const failed = checks.filter(({ verdict }) => verdict !== 'pass').length;
  const entries: Array<[string, string]> = [
    ...(rows === null ? [] : [['Rows', formatNumber(rows)] as [string, string]]),
    ...(before === null ? [] : [['Rows of the reference', formatNumber(before)] as [string, string]]),
    ['Columns', formatNumber(Object.keys(objectIn(of, 'columns') ?? {}).length)],
    ['Checks', `${formatNumber(checks.length)}, of which ${formatNumber(failed)} did not pass`],
    ['Judged', formatTime(decidedAt)],
  ];
  return html`<dl>${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
