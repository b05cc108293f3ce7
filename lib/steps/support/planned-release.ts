import { overriddenChecks } from '../../core/override.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { NextVersion } from '../../core/release/version.ts';
import type { Ports } from '../../ports.ts';
import type { ApprovalQuestion } from '../records/approval.ts';
import { nextVersionOf } from './next-version.ts';
import { releases } from './releases.ts';
import { readGates } from './run-record.ts';
import { readAdmission, readScored } from './run-records.ts';

export interface PlannedRelease {
  /** What a person must approve; null where nobody has to. */
  question: ApprovalQuestion | null;
  /** Champion of this moment, and the one that the candidate was judged against. */
  champion: string | null;
  judgedAgainst: string | null;
  /** Code, image and model are the champion's: there is nothing that traffic could move to. */
  serves: boolean;
}

/** What would be released now, and whether a person has to agree by the rules of the policy. */
export async function plannedRelease(runId: string, ports: Pick<Ports, 'store'>): Promise<PlannedRelease> {
  const { policy } = await readAdmission(ports.store, runId);
  const scored = await readScored(ports.store, runId);
  const existing = await releases(ports.store);
  const mine = existing.find((release) => release.runId === runId)?.version;
  const taken = existing.map(({ version }) => version).filter((version) => version !== mine);
  const { next, champion } = await nextVersionOf(runId, taken, ports);
  const gates = await readGates(ports.store, runId);
  const rule = ruleThatAsks(policy.release.approval, next, overriddenChecks(gates).length > 0);
  const model = gates.find(({ gate }) => gate === 'model');
  const question = rule && {
    candidate: scored.candidate.id,
    version: mine ?? next.version,
    champion: champion?.version ?? null,
    rule,
    verdict: model?.verdict ?? 'inconclusive',
    sentence: model?.sentence ?? 'the model was not judged',
  };
  const serves = champion?.manifest.servable.id === scored.candidate.id;
  return { question, champion: champion?.version ?? null, judgedAgainst: scored.champion, serves };
}

function ruleThatAsks(
  approval: Policy['release']['approval'],
  { bump }: NextVersion,
  overridden: boolean,
): ApprovalQuestion['rule'] | null {
  switch (approval) {
    case 'never':
      return null;
    case 'always':
      return 'always';
    case 'major':
      return bump === 'major' ? 'major' : null;
    case 'overridden':
      return overridden ? 'overridden' : null;
  }
}
