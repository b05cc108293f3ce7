import type { Outcome, RunOutcome, RunRequest } from '../run.ts';
import { text } from './comment/markdown.ts';

/** What is known of a run when its code host is told. */
export interface RunFacts {
  request: RunRequest;
  /** Null while it runs. */
  outcome: RunOutcome | null;
  /** Whether Admit let it go on, so that its beginning was told. */
  admitted: boolean;
  /** `runs/<id>/comment.md`. */
  comment: string | null;
  /** A release of this run that serves, or served: with the section of its changelog. */
  release: { version: string; notes: string } | null;
  /** Another commit of the same pull request was asked for later. */
  newerCommit: boolean;
}

type Told<State> = { state: State; sentence: string; version: string | null };

/** What to tell a code host; null: nothing. Plain data, decided here and done elsewhere. */
export interface Telling {
  check: { state: 'running' | 'passed' | 'failed' | 'broken' | 'superseded'; title: string; summary: string };
  comment: string | null;
  deployment: Told<'in_progress' | 'success' | 'failure'> | null;
  release: { version: string; notes: string; prerelease: boolean } | null;
}

const checkStates: Record<Outcome, Telling['check']['state']> = {
  released: 'passed',
  passed: 'passed',
  rejected: 'failed',
  inconclusive: 'failed',
  rolled_back: 'failed',
  broken: 'broken',
  superseded: 'superseded',
  // Its next attempt will speak.
  requeued: 'running',
};

const running = 'running: checks, data, training and model are judged';

/** Decides what a code host should hear of a run, from what is on record now. */
export function tellingOf(facts: RunFacts): Telling {
  const { outcome, comment, release, newerCommit, request } = facts;
  const sentence = outcome?.sentence ?? running;
  const judged = outcome !== null && !['superseded', 'requeued'].includes(outcome.outcome);
  return {
    check: {
      state: checkState(facts),
      title: sentence,
      summary: (judged && comment) || text(sentence),
    },
    comment: judged && !newerCommit && request.change?.pullRequest ? comment : null,
    deployment: request.machine === 'delivery' ? deployment(facts, sentence) : null,
    release: release && { ...release, prerelease: release.version.includes('-') },
  };
}

/** A release that serves has passed, even where telling people of it broke later. */
function checkState({ outcome, release }: RunFacts): Telling['check']['state'] {
  if (release) return 'passed';
  return outcome ? checkStates[outcome.outcome] : 'running';
}

function deployment({ outcome, admitted, release }: RunFacts, sentence: string): Telling['deployment'] {
  if (release) return { state: 'success', sentence: `${release.version} serves`, version: release.version };
  // A run that never went on has no beginning to end.
  if (!admitted || outcome?.outcome === 'requeued') return null;
  if (!outcome) return { state: 'in_progress', sentence, version: null };
  if (outcome.outcome === 'passed') return { state: 'success', sentence, version: outcome.serving };
  return { state: 'failure', sentence, version: outcome.version };
}
