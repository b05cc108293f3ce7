import { DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { ConflictError, InputError } from '../../../core/errors.ts';
import { type Progress, routeOf } from '../../../core/rollout/traffic.ts';
import type { SageMakerSend } from '../../clients.ts';
import { absent } from '../../sagemaker-errors.ts';
import type { BrokenMove, Wish } from './broken.ts';
import { configName, ensureConfig, type Fleet } from './config.ts';
import type { LiveEndpoint } from './live-endpoint.ts';
import type { EndpointMover } from './mover.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

interface Means {
  client: SageMakerSend;
  mover: EndpointMover;
  served: ServedEndpoint;
}

/** @throws ConflictError `foreign-writer`; InputError `capacity`, `not-in-service` */
export async function carryOut(move: BrokenMove, live: LiveEndpoint, wish: Wish, means: Means): Promise<Progress> {
  const { client, mover, served } = means;
  switch (move.kind) {
    case 'done':
      return 'done';
    case 'wait':
      return 'pending';
    case 'delete':
      return mover.delete();
    case 'create':
      return mover.create(move.fleet);
    case 'update':
      return mover.update(live, move.fleet);
    case 'restore':
      return mover.restore(live, move.fleet);
    case 'replace':
      await ensureConfig(client, served, move.fleet);
      return mover.delete();
    case 'create-again':
      if (await isWrittenDown(move.fleet, client, served)) return mover.create(move.fleet);
      throw foreignWriter(live, wish, served);
    case 'give-up':
      await mover.delete();
      throw outOfOrder('capacity', live, served);
    case 'out-of-service':
      throw outOfOrder('not-in-service', live, served);
    case 'foreign':
      throw foreignWriter(live, wish, served);
  }
}

/** The configuration is there only where a failed endpoint was about to be replaced: an endpoint that somebody deleted has none. */
async function isWrittenDown(fleet: Fleet, client: SageMakerSend, served: ServedEndpoint): Promise<boolean> {
  const EndpointConfigName = configName(served, fleet);
  return (await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName })).catch(absent)) !== undefined;
}

function foreignWriter(
  live: LiveEndpoint,
  { wanted, expected }: Wish,
  { endpointName }: ServedEndpoint,
): ConflictError {
  const there = live.status === 'Absent' ? 'gone' : `at ${JSON.stringify(routeOf(live.route))} of ${live.configName}`;
  const sentence = `${endpointName} is ${there}, not at ${JSON.stringify(expected)} or on its way to ${JSON.stringify(wanted)}: somebody else moved it.`;
  return new ConflictError('foreign-writer', sentence);
}

export function outOfOrder(code: string, { status, told }: LiveEndpoint, { endpointName }: ServedEndpoint): InputError {
  return new InputError(code, `${endpointName} is ${status}: ${told?.FailureReason ?? 'SageMaker gave no reason'}`);
}
