import type { RunRecord } from '../run.ts';
import { factList } from './facts.ts';
import { formatDuration, formatTime } from './format.ts';
import { gateSection } from './gate-section.ts';
import { html, type Markup } from './html.ts';
import { timelinePlot } from './plots/timeline.ts';
import { rolloutSection } from './rollout-section.ts';
import { badge, outcomeOf } from './verdict-mark.ts';

/** Everything of one run below its heading. */
export function runBody(record: RunRecord): Markup {
  const { outcome, gates, timeline, rollout } = record;
  const { word, tone } = outcomeOf(outcome.outcome);
  return html`<div class="outcome ${tone}">${badge(tone, word)}${outcome.gate && html` <span class="quiet">at the ${outcome.gate} gate</span>`}
<p>${outcome.sentence}</p></div>
${factList(record)}
${rollout && rolloutSection(rollout)}
${gates.toSorted((a, b) => Number(b.gate === outcome.gate) - Number(a.gate === outcome.gate)).map(gateSection)}
<section><h3>Timeline</h3>${timelinePlot(timeline) ?? html`<p>No state was entered.</p>`}${timeline.length > 0 && timelineTable(record)}</section>`;
}

function timelineTable({ timeline }: RunRecord): Markup {
  const rows = timeline.map((entry) => {
    const took = Date.parse(entry.leftAt ?? '') - Date.parse(entry.enteredAt);
    return html`<tr><td>${entry.machine}</td><td>${entry.state}</td><td>${formatTime(entry.enteredAt)}</td>
<td>${Number.isNaN(took) ? '' : formatDuration(took)}</td><td>${entry.status}</td></tr>`;
  });
  return html`<details><summary>The same as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="States of the run">
<table><thead><tr>${['Machine', 'State', 'Entered', 'Took', 'Status'].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}
