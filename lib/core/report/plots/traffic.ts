import type { RolloutEvidence } from '../../run.ts';
import { formatDuration, formatNumber } from '../format.ts';
import { html, type Markup, type Part } from '../html.ts';
import { linearScale, type Scale } from '../scale.ts';
import { type Box, type Drawing, figure, legend, limitLine, mark, path, rect, text, xAxis, yAxis } from '../svg.ts';
import { type Panel, panelsOf } from './panels.ts';
import { decisionWords, drawDecision, middle, type Span, spansOf } from './spans.ts';

/** A limit this many times above all values would flatten them; it is told in words instead. */
const farLimit = 4;
/** More windows than this are drawn as lines alone. */
const mostMarks = 60;

/** A rollout over time: the candidate's share of traffic, and what both versions answered, window by window. */
export function trafficPlot(rollout: RolloutEvidence): Markup | null {
  const spans = spansOf(rollout.windows);
  const last = spans.at(-1);
  if (!last) return null;
  const panels = panelsOf(rollout);
  const says = `Rollout of ${rollout.version} by ${rollout.strategy} over ${formatDuration(last.end * 1_000)} in ${spans.length} windows, ${decisionWords[last.decision] ?? last.decision}: ${last.sentence}`;
  const names = {
    candidate: `candidate ${rollout.version}`,
    champion: rollout.champion ? `champion ${rollout.champion}` : null,
  };
  const caption = html`Traffic of the rollout, window by window: <b>${last.sentence}</b>`;
  return figure(caption, says, (width) => draw(spans, panels, names, width));
}

function draw(
  spans: Span[],
  panels: Panel[],
  names: { candidate: string; champion: string | null },
  width: number,
): Drawing {
  const last = spans.at(-1);
  const [left, right] = [46, width - 16];
  const x = linearScale([0, last?.end ?? 1], [left, right], { widen: false, ticks: width > 500 ? 8 : 4 });
  const share: Box = { left, top: 64, width: right - left, height: 90 };
  let top = share.top + share.height + 44;
  const drawn: Part[] = panels.map((panel) => {
    const box: Box = { left, top, width: right - left, height: panel.height };
    top += panel.height + 44;
    return drawPanel(panel, spans, box, x);
  });
  const bottom = top - 44;
  return {
    height: bottom + 44,
    marks: [
      legend(4, 14, names),
      drawDecision(spans, x, [share.top, bottom]),
      drawShare(spans, share, x),
      drawn,
      xAxis({ ...share, height: bottom - share.top }, x, 'Seconds since the rollout began'),
    ],
  };
}

function drawShare(spans: Span[], box: Box, x: Scale): Markup {
  const y = linearScale([0, 100], [box.top + box.height, box.top], { ticks: 4 });
  const base = box.top + box.height;
  const steps = spans.flatMap((s, i) => [
    [x.at(s.start), y.at((spans[i - 1] ?? s).candidatePercent)] as const,
    [x.at(s.start), y.at(s.candidatePercent)] as const,
    [x.at(s.end), y.at(s.candidatePercent)] as const,
  ]);
  const labels = spans
    .filter((s, i) => s.candidatePercent !== spans[i - 1]?.candidatePercent)
    .map((s) =>
      text(
        x.at(s.start) + 5,
        y.at(s.candidatePercent) + (s.candidatePercent > 80 ? 14 : -6),
        `${formatNumber(s.candidatePercent)} %`,
        'value',
      ),
    );
  const area = [[x.at(spans[0]?.start ?? 0), base] as const, ...steps, [x.at(spans.at(-1)?.end ?? 0), base] as const];
  return html`${text(4, box.top - 12, shareTitle(spans), 'label')}${yAxis(box, y)}${path(area, 'candidate area')}${path(steps, 'candidate line')}${labels}`;
}

/** Copies are no traffic: no caller is answered by them. */
function shareTitle(spans: Span[]): string {
  if (spans.every(({ manner }) => manner === 'sticky')) return "Candidate's share of users, %";
  const answered = "Candidate's share of traffic, %";
  if (!spans.some(({ manner }) => manner === 'mirrored' || manner === 'replayed')) return answered;
  const copied = spans.every(({ manner }) => manner === 'mirrored' || manner === 'replayed');
  return copied ? 'Requests copied to candidate, %' : 'Share of traffic, or of copies, %';
}

function drawPanel(panel: Panel, spans: Span[], box: Box, x: Scale): Markup {
  const arms = (['champion', 'candidate'] as const).map((arm) => ({
    arm,
    values: spans.map((s) => (s[arm] ? finite(panel.value(s[arm])) : null)),
  }));
  const known = arms.flatMap(({ values }) => values.filter((value) => value !== null));
  const highest = Math.max(0, ...known);
  const lowest = panel.near ? Math.min(highest, ...known) : 0;
  const near = panel.limit !== null && (highest === 0 || panel.limit.value < highest * farLimit) ? panel.limit : null;
  const top = Math.max(highest * 1.1, near ? near.value * 1.4 : 0) || 1;
  const y = linearScale([lowest, panel.near ? highest : top], [box.top + box.height, box.top], { ticks: 3 });
  const series = arms.map(({ arm, values }) => {
    const points = values.map((v, i) => (v === null ? null : ([x.at(middle(spans[i])), y.at(v)] as const)));
    const marks = points.map((p, i) => p && mark(arm, p[0], p[1], `${arm}: ${formatNumber(values[i] ?? 0)}`));
    return html`${path(points, `${arm} line`)}${spans.length <= mostMarks && marks}`;
  });
  const title = panel.limit && !near ? `${panel.title} (${panel.limit.says}: above this plot)` : panel.title;
  return html`${text(4, box.top - 12, title, 'label')}${yAxis(box, y)}${near && forbidden(near, box, y)}${series}`;
}

function forbidden(limit: NonNullable<Panel['limit']>, box: Box, y: Scale): Markup {
  const edge = y.at(limit.value);
  return html`${rect(box.left, box.top, box.width, edge - box.top, 'forbidden')}${limitLine(box, edge, limit.says)}`;
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
