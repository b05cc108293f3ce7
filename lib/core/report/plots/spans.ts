import type { JudgedWindow } from '../../run.ts';
import { html, type Markup } from '../html.ts';
import type { Scale } from '../scale.ts';
import { line, text } from '../svg.ts';

/** A judged window with its times in seconds since the rollout began. */
export interface Span extends JudgedWindow {
  start: number;
  end: number;
}

export const decisionWords = {
  continue: 'continue',
  advance: 'next step',
  promote: 'promoted',
  roll_back: 'rolled back',
};

export function spansOf(windows: JudgedWindow[]): Span[] {
  const known = windows.filter((w) => Date.parse(w.to) > Date.parse(w.from));
  const start = Math.min(...known.map((w) => Date.parse(w.from)));
  return known.map((w) => ({
    ...w,
    start: (Date.parse(w.from) - start) / 1_000,
    end: (Date.parse(w.to) - start) / 1_000,
  }));
}

export function middle(span: Span | undefined): number {
  return span ? (span.start + span.end) / 2 : 0;
}

/** Where the judge moved to the next step (thin lines) and where it decided (a labelled line through all panels). */
export function drawDecision(spans: Span[], x: Scale, [top, bottom]: [number, number]): Markup {
  return html`${spans
    .filter((s) => s.decision !== 'continue')
    .map((s) => {
      const at = x.at(s.end);
      if (s.decision === 'advance') return line(at, top, at, bottom, 'step');
      const kind = s.decision === 'promote' ? 'good' : 'bad';
      const sign = s.decision === 'promote' ? '✓' : '✕';
      const says = `${sign} ${decisionWords[s.decision] ?? s.decision}`;
      return html`${line(at, top - 22, at, bottom, `decision ${kind}`)}${text(at - 6, top - 14, says, `value ${kind}`, 'end')}`;
    })}`;
}
