import type { TimelineEntry } from '../../run.ts';
import { formatDuration } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { linearScale, type Scale } from '../scale.ts';
import { type Box, type Drawing, figure, line, rect, text, textWidth, xAxis } from '../svg.ts';

interface Bar {
  from: number;
  to: number;
  status: TimelineEntry['status'];
}

interface Lane {
  machine: string;
  state: string;
  bars: Bar[];
}

const laneHeight = 24;

/** States of a run over time: one lane a state, one bar for each time that it was entered. Times in ms since the start. */
export function timelinePlot(timeline: TimelineEntry[]): Markup | null {
  const { lanes, end } = lanesOf(timeline);
  if (lanes.length === 0) return null;
  const says = `Timeline of ${lanes.length} states over ${formatDuration(end)}: ${lanes.map(laneText).join('; ')}`;
  const caption = html`Time spent in each state, ${formatDuration(end)} in all`;
  return figure(caption, says, (width) => draw(lanes, end, width));
}

function lanesOf(timeline: TimelineEntry[]): { lanes: Lane[]; end: number } {
  const known = timeline
    .filter((e) => !Number.isNaN(Date.parse(e.enteredAt)))
    .toSorted((a, b) => Date.parse(a.enteredAt) - Date.parse(b.enteredAt));
  const start = Math.min(...known.map((e) => Date.parse(e.enteredAt)));
  const last = Math.max(...known.flatMap((e) => [Date.parse(e.enteredAt), Date.parse(e.leftAt ?? '') || 0]));
  const lanes = new Map<string, Lane>();
  for (const entry of known) {
    const key = JSON.stringify([entry.machine, entry.state]);
    const lane = lanes.get(key) ?? { machine: entry.machine, state: entry.state, bars: [] };
    const left = Date.parse(entry.leftAt ?? '');
    lane.bars.push({
      from: Date.parse(entry.enteredAt) - start,
      to: (Number.isNaN(left) ? last : left) - start,
      status: entry.status,
    });
    lanes.set(key, lane);
  }
  return { lanes: [...lanes.values()], end: known.length ? last - start : 0 };
}

function draw(lanes: Lane[], end: number, width: number): Drawing {
  const nameWidth = Math.min(width * 0.34, Math.max(...lanes.map((l) => textWidth(nameOf(l)))) + 14);
  const box: Box = { left: nameWidth, top: 6, width: width - nameWidth - 92, height: lanes.length * laneHeight };
  const seconds = linearScale([0, end / 1_000], [box.left, box.left + box.width], {
    widen: false,
    ticks: width > 500 ? 7 : 3,
  });
  const rows = lanes.map((lane, i) => drawLane(lane, box, box.top + i * laneHeight, seconds));
  const grid = seconds.ticks.map((t) => line(seconds.at(t), box.top, seconds.at(t), box.top + box.height, 'grid'));
  return { height: box.top + box.height + 44, marks: [grid, rows, xAxis(box, seconds, 'Seconds since the run began')] };
}

function drawLane(lane: Lane, box: Box, top: number, seconds: Scale): Markup {
  const nested = lane.machine !== 'delivery' && lane.machine !== 'pull_request';
  const bars = lane.bars.map((bar) => {
    const x = seconds.at(bar.from / 1_000);
    const length = Math.max(2.5, seconds.at(bar.to / 1_000) - x);
    const says = `${nameOf(lane)}: ${bar.status}, ${formatDuration(bar.to - bar.from)}`;
    return rect(x, top + 5, length, laneHeight - 10, `bar ${bar.status}${nested ? ' nested' : ''}`, says);
  });
  const after = Math.max(...lane.bars.map((bar) => seconds.at(bar.to / 1_000))) + 8;
  const failed = lane.bars.some((bar) => bar.status === 'failed');
  return html`${text(box.left - 10, top + 16, nameOf(lane), `label${nested ? ' quiet' : ''}`, 'end')}${bars}${text(
    after,
    top + 16,
    durationText(lane),
    failed ? 'tick failed' : 'tick',
  )}`;
}

function nameOf(lane: Lane): string {
  const nested = lane.machine !== 'delivery' && lane.machine !== 'pull_request';
  const name = nested ? `↳ ${lane.state}` : lane.state;
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

function durationText(lane: Lane): string {
  const total = formatDuration(lane.bars.reduce((sum, bar) => sum + bar.to - bar.from, 0));
  const times = lane.bars.length > 1 ? ` (${lane.bars.length}×)` : '';
  const status = lane.bars.find((bar) => bar.status !== 'done')?.status;
  return `${total}${times}${status === undefined ? '' : ` ${status === 'failed' ? '✕ failed' : 'running'}`}`;
}

function laneText(lane: Lane): string {
  return `${lane.state} ${durationText(lane)}`;
}
