import type { CheckResult, GateRecord } from '../gate.ts';
import { passedQuietly, worstFirst } from '../warned.ts';
import { columnsSection } from './columns-section.ts';
import { failingRows } from './failing-rows.ts';
import { formatObserved, formatTime, formatValue } from './format.ts';
import { clip, html, type Markup, type Part } from './html.ts';
import { histogramPlots } from './plots/histogram.ts';
import { metricsPlot } from './plots/metrics.ts';
import { type Column, cardTable } from './table.ts';
import { badge, verdictBadge } from './verdict-mark.ts';

const mostPassing = 6;

export function checksTable(gate: GateRecord['gate'], checks: CheckResult[]): Markup {
  const kindOf = (check: CheckResult) =>
    check.verdict === 'pass' && !passedQuietly(check) ? 'inconclusive' : check.verdict;
  return cardTable(`Checks of the ${gate} gate`, columnsOf(checks), checks, kindOf);
}

/** One gate: its verdict, the plot that explains it, its checks with the failing ones first, and samples of failing rows. */
export function gateSection(gate: GateRecord): Markup {
  const checks = worstFirst(gate.checks);
  const passing = checks.filter(passedQuietly);
  // What failed is not to be looked for among what did not.
  const folded = passing.length > mostPassing && passing.length < checks.length;
  const shown = folded ? checks.filter((check) => !passing.includes(check)) : checks;
  return html`<section><h3>Gate: ${gate.gate} ${verdictBadge(gate.verdict)}</h3>
<p>${gate.sentence} <span class="quiet">Decided ${formatTime(gate.decidedAt)}.</span></p>
${gate.unreadable && html`<p><code>${gate.unreadable.code}</code> ${gate.unreadable.sentence}</p>`}
${plotsOf(gate)}
${shown.length > 0 && checksTable(gate.gate, shown)}
${checks.map((check) => failingRows(check, gate.gate === 'data' && check.verdict === 'fail'))}
${gate.gate === 'data' && columnsSection(gate)}
${folded && html`<details><summary>${String(passing.length)} checks passed</summary>${checksTable(gate.gate, passing)}</details>`}</section>`;
}

function plotsOf(gate: GateRecord): Part {
  if (gate.gate === 'data') return histogramPlots(gate);
  return gate.gate === 'model' ? metricsPlot(gate) : null;
}

function verdictOf({ overridden, warned, verdict }: CheckResult): Markup {
  if (overridden) return badge('inconclusive', 'let pass');
  return warned
    ? badge(warned.severity === 'warning' ? 'inconclusive' : 'pass', warned.severity)
    : verdictBadge(verdict);
}

function columnsOf(checks: CheckResult[]): Column<CheckResult>[] {
  const compared = checks.some((check) => typeof check.champion === 'number');
  return [
    {
      title: 'Verdict',
      cell: verdictOf,
    },
    { title: 'Check', cell: (check) => clip(check.check, 80) },
    { title: 'Subject', cell: (check) => clip(check.subject, 80) },
    { title: 'Observed', cell: (check) => clip(formatObserved(check), 160) },
    { title: 'Allowed', cell: (check) => clip(check.allowed, 160) },
    ...(compared
      ? [
          {
            title: 'Champion',
            cell: (check: CheckResult) => (check.champion == null ? '' : formatValue(check.champion)),
          },
        ]
      : []),
    { title: 'What it says', cell: (check) => check.sentence, kind: 'says' },
  ];
}
