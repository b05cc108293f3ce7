import { readAlias } from '../../../aws/targets/lambda-alias-live.ts';
import { listVersions } from '../../../aws/targets/lambda-versions.ts';
import { describe, isBroken, liveEndpoint } from '../../../aws/targets/sagemaker/live-endpoint.ts';
import { namesOf } from '../../../aws/targets/sagemaker/names.ts';
import { InternalError } from '../../../core/errors.ts';
import { type LiveRoute, noRoute } from '../../../core/rollout/traffic.ts';
import type { DeployedPatient } from './patient.ts';

/** Where callers' requests go now. @throws InternalError `endpoint-broken` */
export async function liveRoute({ place, aws }: DeployedPatient): Promise<LiveRoute> {
  const { served, endpoint } = place;
  if (served) return (await readAlias(aws.lambda, served, await listVersions(aws.lambda, served.functionName))).route;
  if (!endpoint) return noRoute;
  const live = liveEndpoint(await describe(aws.sageMaker, endpoint), namesOf(endpoint).config);
  if (isBroken(live))
    throw new InternalError(
      'endpoint-broken',
      `${endpoint} is ${live.status}: ${live.told?.FailureReason ?? 'no reason is given'}`,
    );
  return { ...live.route, ...(live.pending === undefined ? {} : { pending: live.pending }) };
}
