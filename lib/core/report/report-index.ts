import type { RunRecord } from '../run.ts';
import { formatDuration } from './format.ts';
import { html, type Markup } from './html.ts';
import { page } from './page.ts';
import { isTest, rolloutInWords } from './rollout-words.ts';
import { runBody } from './run-section.ts';
import { type Column, cardTable } from './table.ts';
import { badge, outcomeOf } from './verdict-mark.ts';

interface Numbered {
  number: number;
  record: RunRecord;
}

/** Several runs in one self-contained HTML file: a summary on top, then each run. In the order given. */
export function renderIndex(records: RunRecord[], title: string): string {
  const runs = records.map((record, i) => ({ number: i + 1, record }));
  const summary = cardTable('Runs', columns, runs, () => '');
  return page(
    title,
    html`<p class="kicker">Signalbox</p><h1>${title}</h1>${records.length > 0 ? summary : html`<p>No run yet.</p>`}${runs.map(section)}`,
  );
}

const columns: Column<Numbered>[] = [
  { title: 'Run', cell: ({ number, record }) => html`<a href="#run-${number}">${number}. ${record.request.runId}</a>` },
  {
    title: 'Outcome',
    cell: ({ record }) => {
      const { word, tone } = outcomeOf(record.outcome.outcome);
      return badge(tone, word);
    },
  },
  { title: 'Serving after', cell: ({ record }) => record.outcome.serving ?? 'nothing' },
  {
    title: 'Took',
    cell: ({ record: { outcome } }) => formatDuration(Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt)),
    kind: 'nowrap',
  },
  { title: 'What happened', cell: ({ record }) => happened(record), kind: 'says' },
];

/** Of a shadow and of an A/B test the outcome alone says too little. */
function happened({ outcome, rollout }: RunRecord): string {
  return [outcome.sentence, ...(rollout && isTest(rollout) ? rolloutInWords(rollout) : [])].join('. ');
}

function section({ number, record }: Numbered): Markup {
  return html`<article class="run" id="run-${number}"><h2>${number}. ${record.request.pipeline}: ${record.request.runId}</h2>${runBody(record)}</article>`;
}
