import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { readAlias } from '../../../aws/targets/lambda-alias-live.ts';
import { listVersions } from '../../../aws/targets/lambda-versions.ts';
import { describe, isBroken, type LiveEndpoint, liveEndpoint } from '../../../aws/targets/sagemaker/live-endpoint.ts';
import { managedLive, managedVariant } from '../../../aws/targets/sagemaker/managed-live.ts';
import { namesOf } from '../../../aws/targets/sagemaker/names.ts';
import { InternalError } from '../../../core/errors.ts';
import { type LiveRoute, noRoute } from '../../../core/rollout/traffic.ts';
import type { DeployedPatient } from './patient.ts';

/** Guardrails have one variant, whose name tells no version; in which way SageMaker goes back matters to nobody who only looks. */
function readEndpoint(endpointName: string, told: DescribeEndpointOutput | undefined): LiveEndpoint {
  const managed = told?.ProductionVariants?.every(({ VariantName }) => VariantName === managedVariant);
  if (managed) return managedLive(told, { endpointName, guardrails: { mode: 'blue-green' } });
  return liveEndpoint(told, namesOf(endpointName).config);
}

/** Where callers' requests go now. @throws InternalError `endpoint-broken` */
export async function liveRoute({ place, aws }: DeployedPatient): Promise<LiveRoute> {
  const { served, endpoint } = place;
  if (served) return (await readAlias(aws.lambda, served, await listVersions(aws.lambda, served.functionName))).route;
  if (!endpoint) return noRoute;
  const live = readEndpoint(endpoint, await describe(aws.sageMaker, endpoint));
  if (isBroken(live))
    throw new InternalError(
      'endpoint-broken',
      `${endpoint} is ${live.status}: ${live.told?.FailureReason ?? 'no reason is given'}`,
    );
  return { ...live.route, ...(live.pending === undefined ? {} : { pending: live.pending }) };
}
