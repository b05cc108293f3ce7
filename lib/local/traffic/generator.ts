import { Agent } from 'node:http';
import type { TrafficOptions } from './options.ts';
import { type Answer, sendRequest } from './request.ts';

export interface TrafficSummary {
  sent: number;
  /** Answers by version (`none` without one) and status. */
  answered: Record<string, Record<number, number>>;
  /** Requests without an answer. */
  failed: number;
  /** Requests that were due but not sent: too many were waiting, or this process was held up for over a second. */
  skipped: number;
  seconds: number;
}

export interface Traffic {
  /** Sends no more and resolves when each request has its answer. Safe to call twice. */
  stop(): Promise<TrafficSummary>;
}

const mostInFlight = 512;
const longestCatchUpSeconds = 1;

/** Sends requests evenly spaced, whether or not earlier ones were answered (an open loop). Nothing in it throws. */
export function startTraffic(options: TrafficOptions): Traffic {
  const { requestsPerSecond } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: mostInFlight });
  const summary: TrafficSummary = { sent: 0, answered: {}, failed: 0, skipped: 0, seconds: 0 };
  const inFlight = new Set<Promise<void>>();
  const startedMs = performance.now();
  let due = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopping: Promise<TrafficSummary> | undefined;

  function sendDue(): void {
    const elapsedSeconds = (performance.now() - startedMs) / 1000;
    const dueNow = Math.floor(elapsedSeconds * requestsPerSecond) + 1;
    const first = Math.max(due, dueNow - Math.ceil(longestCatchUpSeconds * requestsPerSecond));
    summary.skipped += first - due;
    for (due = first; due < dueNow; due += 1) sendOne(due);
    timer = setTimeout(sendDue, Math.max(0, (due / requestsPerSecond) * 1000 - (performance.now() - startedMs)));
  }

  function sendOne(number: number): void {
    if (inFlight.size >= mostInFlight) {
      summary.skipped += 1;
      return;
    }
    summary.sent += 1;
    const sending = sendRequest(options, agent, number).then((answer) => {
      inFlight.delete(sending);
      count(summary, answer);
    });
    inFlight.add(sending);
  }

  async function finish(): Promise<TrafficSummary> {
    clearTimeout(timer);
    summary.seconds = (performance.now() - startedMs) / 1000;
    await Promise.all(inFlight);
    agent.destroy();
    return summary;
  }

  sendDue();
  return {
    stop: () => {
      stopping ??= finish();
      return stopping;
    },
  };
}

function count(summary: TrafficSummary, answer: Answer | undefined): void {
  if (!answer) {
    summary.failed += 1;
    return;
  }
  const byStatus = summary.answered[answer.servable] ?? {};
  byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
  summary.answered[answer.servable] = byStatus;
}
