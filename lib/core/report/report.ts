import type { RunRecord } from '../run.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import { runBody } from './run-section.ts';
import { outcomeOf } from './verdict-mark.ts';

/** The report of one run: one self-contained HTML file without scripts or requests. Never throws on odd values. */
export function renderReport(record: RunRecord): string {
  const { pipeline, runId } = record.request;
  const { word } = outcomeOf(record.outcome.outcome);
  const title = `${pipeline}: run ${runId}`;
  return page(`${word}: ${title}`, html`<p class="kicker">Signalbox</p><h1>${title}</h1>${runBody(record)}`);
}
