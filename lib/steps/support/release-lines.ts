import type { Outcome } from '../../core/run.ts';
import { releaseOutcomeSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { readChampion } from './champion.ts';
import { releases } from './releases.ts';

/** A release as it is listed. */
export interface ReleaseLine {
  pipeline: string;
  version: string;
  createdAt: string;
  runId: string;
  /** Whether it carries the traffic now. */
  serving: boolean;
  /** How its run ended; `unfinished` while it has not. */
  outcome: Outcome | 'unfinished';
  metrics: Record<string, number>;
  sentence: string;
}

/** Every release that was cut, newest first, with what became of it. */
export async function listReleases(store: ObjectStore): Promise<ReleaseLine[]> {
  const serving = (await readChampion(store))?.version;
  const lines: ReleaseLine[] = [];
  for (const { name: pipeline, version, createdAt, runId, metrics, reason } of await releases(store)) {
    const ended = (await readJson(store, layout.releaseOutcome(version), releaseOutcomeSchema))?.value;
    const { outcome, sentence } = ended ?? { outcome: 'unfinished' as const, sentence: reason };
    lines.push({ pipeline, version, createdAt, runId, serving: version === serving, outcome, metrics, sentence });
  }
  return lines;
}
