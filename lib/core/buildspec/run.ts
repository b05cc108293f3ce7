import type { CodeChange } from '../code-change.ts';
import type { RunRequest } from '../run.ts';

/** What the builds of a run must know that the policy does not say. */
export interface BuildRun {
  runId: string;
  machine: RunRequest['machine'];
  /** Without the architecture, which the builder adds. */
  imageTag: string;
  source: RunRequest['source'];
  change?: CodeChange | undefined;
  /** SHA-256 of each pinned requirements file. */
  locks: Record<string, string>;
  /** Hundredths of a percent; null where there is no champion, or none that told its coverage. */
  championCoverage: number | null;
  /** Text of the buildspec that the policy names for its checks, instead of the generated one. */
  ownChecks?: string | undefined;
}
