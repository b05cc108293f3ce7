import type { CheckState } from '../../../code-host-ports.ts';

/** What our check of a commit shows. */
export interface Said {
  runId: string;
  title: string;
  summary: string;
}

/**
 * `running` or the conclusion of a check run. A required check is met by `success`, `neutral` and `skipped`: whatever did not
 * pass is something else.
 */
export const conclusions: Record<CheckState, 'success' | 'failure' | 'cancelled' | 'action_required' | null> = {
  running: null,
  passed: 'success',
  failed: 'failure',
  broken: 'failure',
  superseded: 'cancelled',
  // Neutral would let a fork's commit be merged that nobody ran.
  refused: 'action_required',
};

export const statusStates: Record<CheckState, 'pending' | 'success' | 'failure' | 'error'> = {
  running: 'pending',
  passed: 'success',
  failed: 'failure',
  broken: 'error',
  superseded: 'error',
  refused: 'failure',
};
