import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  ListProvisionedConcurrencyConfigsCommand,
} from '@aws-sdk/client-lambda';
import { isNamed } from '../../../aws/clients.ts';
import { dollarsEach, prices } from '../../../core/cost/prices.ts';
import { monthHours } from '../../../core/cost/schedule.ts';
import type { Found } from '../../../steps/tear-down.ts';
import type { Finder, Leftover } from './leftover.ts';

/** The functions that serve, of releases and of pull requests, with all of their versions. */
export const functions: Finder = async (leftover) => {
  const name = leftover.place.served?.functionName;
  if (name === undefined) return [];
  const found = await Promise.all([name, `${name}-pull-request`].map((one) => lookAt(leftover, one)));
  return found.flatMap((one) => one ?? []);
};

async function lookAt(leftover: Leftover, FunctionName: string): Promise<Found | undefined> {
  const { lambda } = leftover.aws;
  const told = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName })).catch(absent);
  if (!told) return undefined;
  const { MemorySize = 0, Architectures = ['x86_64'] } = told;
  const { ProvisionedConcurrencyConfigs = [] } = await lambda
    .send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName }))
    .catch(noneReady);
  const ready = ProvisionedConcurrencyConfigs.reduce(
    (sum, one) => sum + (one.RequestedProvisionedConcurrentExecutions ?? 0),
    0,
  );
  const price = prices[`lambda-provisioned-${Architectures[0] === 'arm64' ? 'arm64' : 'x86_64'}`];
  const gbSeconds = ready * (MemorySize / 1_024) * monthHours * 3_600;
  return {
    kind: 'function',
    name: FunctionName,
    what: ready > 0 ? `answers callers; ${ready} environments are kept ready` : 'answers callers, and costs by request',
    dollarsPerMonth: gbSeconds * dollarsEach(price, leftover.region),
    isData: false,
    remove: async () => {
      await lambda.send(new DeleteFunctionCommand({ FunctionName })).catch(absent);
    },
  };
}

/** AWS has an empty list, an emulator says it so. */
function noneReady(thrown: unknown): { ProvisionedConcurrencyConfigs?: never[] } {
  if (!isNamed(thrown, 'ProvisionedConcurrencyConfigNotFoundException')) throw thrown;
  return {};
}

function absent(thrown: unknown): undefined {
  if (!isNamed(thrown, 'ResourceNotFoundException')) throw thrown;
}
