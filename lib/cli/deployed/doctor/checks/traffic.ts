import { type Examination, fail, ok, type Said, warn } from '../../../../core/doctor.ts';
import { type LiveRoute, type Route, sameRoute } from '../../../../core/rollout/traffic.ts';
import { readRollout } from '../../../../steps/records/rollout-record.ts';
import { isOpen } from '../../../../steps/records/rollout-schema.ts';
import { readChampion } from '../../../../steps/support/champion.ts';
import { liveRoute } from '../live-route.ts';
import type { DeployedPatient } from '../patient.ts';

const takeOver =
  'See "Somebody else moved traffic" in the runbook: signalbox rollback --to VERSION --overwrite takes it over.';

/** Whether callers reach what the store says that serves. */
export const traffic: Examination<DeployedPatient> = {
  about: 'whether callers reach what the store says that serves',
  actions: ['lambda:GetAlias', 'lambda:ListVersionsByFunction', 'sagemaker:DescribeEndpoint'],
  look: async (patient) => {
    const champion = await readChampion(patient.store);
    const live = await liveRoute(patient);
    const rollout = await readRollout(patient.store, patient.place.pipeline);
    if (rollout && isOpen(rollout)) return [underWay(live, `${rollout.version} is being rolled out`)];
    if (live.pending) return [underWay(live, live.pending)];
    const expected: Route = { stable: champion?.manifest.servable.id ?? null, candidate: null, candidatePercent: 0 };
    if (sameRoute(live, expected))
      return [ok(champion ? `${champion.version} carries all traffic` : 'nothing serves yet')];
    const wanted = champion ? `all of it to ${champion.version} (${expected.stable})` : 'none at all';
    return [fail(`traffic goes ${said(live)}; the store says ${wanted}`, takeOver)];
  },
};

function underWay(live: LiveRoute, why: string): Said {
  return warn(`traffic goes ${said(live)}: ${why}`, 'Look again when it has ended.');
}

function said({ stable, candidate, candidatePercent }: Route): string {
  if (stable === null) return 'nowhere';
  return candidate === null ? `to ${stable}` : `to ${stable}, and ${candidatePercent} % to ${candidate}`;
}
