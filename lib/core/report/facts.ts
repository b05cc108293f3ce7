import type { RunRecord } from '../run.ts';
import { formatDuration, formatTime } from './format.ts';
import { html, type Markup, type Part } from './html.ts';

/** What ran, on what, from when to when. */
export function factList({ request, outcome, rollout }: RunRecord): Markup {
  const took = Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt);
  const champion = rollout ? rollout.champion : outcome.outcome === 'released' ? null : outcome.serving;
  const facts: Array<[string, Part]> = [
    ['Run', html`<code>${request.runId}</code>${request.attempt > 1 && `, attempt ${request.attempt}`}`],
    ['Trigger', `${request.trigger.kind}${request.trigger.detail ? `: ${request.trigger.detail}` : ''}`],
    ['Version cut', outcome.version ?? 'none'],
    ['Serving afterwards', outcome.serving ?? 'nothing'],
    ['Champion before', champion ?? 'none'],
    ['Data snapshot', digest(request.snapshot)],
    ['Source digest', digest(request.source.digest)],
    ['Commit', request.source.commit === null ? 'none' : digest(request.source.commit)],
    ['Requested', time(request.requestedAt)],
    ['Started', time(outcome.startedAt)],
    ['Ended', time(outcome.endedAt)],
    ['Took', formatDuration(took)],
    ['Error code', outcome.errorCode && html`<code>${outcome.errorCode}</code>`],
  ];
  return html`<dl>${facts
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Enough of a digest to tell it apart; the whole of it when pointed at. */
function digest(text: string): Markup {
  return html`<code title="${text}">${text.length > 20 ? `${text.slice(0, 16)}…` : text}</code>`;
}

function time(iso: string): Markup {
  return html`<time datetime="${iso}">${formatTime(iso)}</time>`;
}
