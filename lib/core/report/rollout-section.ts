import type { RolloutEvidence } from '../run.ts';
import { html, type Markup } from './html.ts';
import { evidencePlot } from './plots/evidence.ts';
import { trafficPlot } from './plots/traffic.ts';
import { rolloutInWords } from './rollout-words.ts';

/** A rollout: its steps in words, what both versions answered, and the evidence that the judge went by. */
export function rolloutSection(rollout: RolloutEvidence): Markup {
  const plot = trafficPlot(rollout) ?? html`<p>${rollout.sentence || 'No window was judged.'}</p>`;
  return html`<section><h3>Rollout</h3>${rolloutInWords(rollout).map((sentence) => html`<p>${sentence}</p>`)}
${plot}${evidencePlot(rollout)}</section>`;
}
