import type { Verdict } from '../gate.ts';
import type { Outcome } from '../run.ts';
import { html, type Markup } from './html.ts';

/** How an end is felt: each has a shape, a word and a colour, so that none has to carry it alone. */
export type Tone = 'pass' | 'fail' | 'inconclusive' | 'broken' | 'neutral';

const shapes: Record<Tone, Markup> = {
  pass: html`<circle cx="8" cy="8" r="7.5"/><path d="M4.2 8.3l2.6 2.7 5-5.6"/>`,
  fail: html`<path class="body" d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z"/><path d="M5 5l6 6M11 5l-6 6"/>`,
  inconclusive: html`<path class="body" d="M8 .8L15.6 14.8H.4z"/><path d="M8 5.5v4.5M8 12.2v.4"/>`,
  broken: html`<rect x=".5" y=".5" width="15" height="15" rx="2"/><path d="M9 2.8L5.5 8.5h5L7 13.2"/>`,
  neutral: html`<rect x=".5" y="3.5" width="15" height="9" rx="4.5"/><path d="M4.5 8h7"/>`,
};

const outcomeWords: Record<Outcome, { word: string; tone: Tone }> = {
  released: { word: 'Released', tone: 'pass' },
  passed: { word: 'Passed', tone: 'pass' },
  rejected: { word: 'Rejected', tone: 'fail' },
  inconclusive: { word: 'Inconclusive', tone: 'inconclusive' },
  rolled_back: { word: 'Rolled back', tone: 'fail' },
  broken: { word: 'Broken', tone: 'broken' },
  superseded: { word: 'Superseded', tone: 'neutral' },
  requeued: { word: 'Requeued', tone: 'neutral' },
};

/** An outcome's word and tone; a word that we do not know is shown as it is. */
export function outcomeOf(outcome: string): { word: string; tone: Tone } {
  const known = Object.hasOwn(outcomeWords, outcome) ? outcomeWords[outcome as Outcome] : undefined;
  return known ?? { word: outcome, tone: 'neutral' };
}

export function badge(tone: Tone, word: string): Markup {
  return html`<span class="badge ${tone}"><svg viewBox="0 0 16 16" aria-hidden="true">${shapes[tone]}</svg>${word}</span>`;
}

const verdictWords: Record<Verdict, string> = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' };

export function verdictBadge(verdict: Verdict): Markup {
  return badge(verdict, verdictWords[verdict]);
}
