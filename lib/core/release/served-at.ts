import type { JudgedWindow, RolloutEvidence } from '../run.ts';

/** One move of the channel that was finished. */
export interface Move {
  version: string;
  at: string;
  runId: string;
  reason: 'promoted' | 'rolled_back';
}

/** What served at a moment, by the records. */
export interface ServedAt {
  at: string;
  /** What the channel named; null before the first release. */
  version: string | null;
  /** The move that brought it; null before the first release. */
  since: Move | null;
  /** When the next move was finished; null where none was yet. */
  until: string | null;
  /** Shares of the traffic in percent, greatest first; more than one during a rollout. */
  shares: Array<{ version: string; percent: number }>;
  /** The rollout under way then. */
  rollout: { version: string; runId: string; strategy: string } | null;
  /** Traffic was being moved: it went from one to the other within this time. */
  promoting: { version: string; from: string | null; since: string } | null;
  sentence: string;
}

/** What is on record, of which a moment is told. */
export interface ServingRecord {
  /** Oldest first. */
  history: Move[];
  promoting: { version: string; from: string | null; runId: string; since: string } | null;
  /** Of every release whose rollout was looked at. */
  rollouts: Array<RolloutEvidence & { runId: string }>;
}

/**
 * What served at a moment. Shares during a rollout are those of the judge's windows; between the last window and the end of
 * the rollout they are those of that window.
 * @param at ISO 8601, UTC, with milliseconds.
 */
export function servedAt(at: string, { history, promoting, rollouts }: ServingRecord): ServedAt {
  const since = history.findLast((move) => move.at <= at) ?? null;
  const until = history.find((move) => move.at > at)?.at ?? null;
  const version = since?.version ?? null;
  const rollout = rollouts.flatMap((one) => rolloutAt(at, one, history))[0] ?? null;
  const moving = promoting && promoting.since <= at ? promoting : null;
  const shares = sharesOf(version, rollout);
  const known = { at, version, since, until, shares };
  return {
    ...known,
    rollout: rollout && { version: rollout.version, runId: rollout.runId, strategy: rollout.strategy },
    promoting: moving && { version: moving.version, from: moving.from, since: moving.since },
    sentence: sentenceOf(known, rollout, moving),
  };
}

interface RolloutAt {
  version: string;
  runId: string;
  strategy: string;
  /** Share of the answers that are the candidate's. */
  percent: number;
  /** What else it got; null: nothing. */
  copies: string | null;
}

/** It lasts from its first window until the channel named it; one that was taken back, until its last window. */
function rolloutAt(
  at: string,
  { version, runId, strategy, windows }: ServingRecord['rollouts'][number],
  history: Move[],
): RolloutAt[] {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last || at < first.from) return [];
  const promoted = history.find((move) => move.runId === runId && move.version === version)?.at;
  if (at >= (promoted ?? last.to)) return [];
  const window = windows.findLast(({ from }) => from <= at) ?? first;
  return [{ version, runId, strategy, ...seenBy(window) }];
}

/** Of requests that were copied or replayed, the candidate answered nobody. */
function seenBy({ candidatePercent, manner }: JudgedWindow): Pick<RolloutAt, 'percent' | 'copies'> {
  if (manner === 'mirrored') return { percent: 0, copies: `copies of ${candidatePercent} % of the requests` };
  if (manner === 'replayed') return { percent: 0, copies: 'requests that were captured before' };
  return { percent: candidatePercent, copies: null };
}

function sharesOf(version: string | null, rollout: RolloutAt | null): ServedAt['shares'] {
  const shares = [
    ...(version === null ? [] : [{ version, percent: 100 - (rollout?.percent ?? 0) }]),
    ...(rollout ? [{ version: rollout.version, percent: rollout.percent }] : []),
  ];
  return shares.filter(({ percent }) => percent > 0).sort((a, b) => b.percent - a.percent);
}

function sentenceOf(
  { version, since, until, shares }: Pick<ServedAt, 'version' | 'since' | 'until' | 'shares'>,
  rollout: RolloutAt | null,
  moving: ServingRecord['promoting'],
): string {
  if (moving) {
    const from = moving.from === null ? '' : ` from ${moving.from}`;
    return `all traffic was on its way${from} to ${moving.version}, since ${moving.since}: it is not on record when it arrived`;
  }
  if (rollout) {
    const split = shares.map((share) => `${share.version} ${share.percent} %`).join(', ');
    const shadow = rollout.copies === null ? '' : `; ${rollout.version} got ${rollout.copies}, and answered nobody`;
    return `a rollout of ${rollout.version} (${rollout.strategy === 'ab' ? 'A/B test' : rollout.strategy}) was under way: ${split}${shadow}`;
  }
  if (version === null || since === null) return 'nothing was released yet';
  const how = since.reason === 'promoted' ? 'promoted' : 'served again by a rollback';
  return `${version} served all traffic: ${how} at ${since.at} by ${since.runId}${until === null ? ', and it still serves' : `, until ${until}`}`;
}
