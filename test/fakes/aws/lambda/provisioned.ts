import type {
  DeleteProvisionedConcurrencyConfigCommandInput,
  GetProvisionedConcurrencyConfigCommandInput,
  PutProvisionedConcurrencyConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { ServiceError } from '../service-error.ts';
import {
  aliasOf,
  alreadyProvisionedMessage,
  conflict,
  functionOf,
  invalid,
  type LambdaContext,
  nameOf,
  versionOf,
  weightedMessage,
  weightsOf,
} from './context.ts';
import type { FakeFunction, Provisioned } from './state.ts';

const published = /^[0-9]+$/;

/** Instances that stand ready, for a version or for an alias. */
export const provisionedOperations = {
  PutProvisionedConcurrencyConfig: (context: LambdaContext, input: PutProvisionedConcurrencyConfigCommandInput) => {
    const { FunctionName, Qualifier = '', ProvisionedConcurrentExecutions = 0 } = input;
    const found = functionOf(context, FunctionName);
    const unpublished = 'Provisioned Concurrency Configs cannot be applied to unpublished function versions.';
    if (Qualifier === '$LATEST') throw invalid(unpublished);
    if (published.test(Qualifier)) {
      versionOf(found, nameOf(FunctionName), Qualifier);
      const byAlias = Object.values(found.aliases).some(
        ({ Name = '', FunctionVersion }) => FunctionVersion === Qualifier && found.provisioned[Name],
      );
      if (byAlias) throw conflict('Version is pointed by a Provisioned Concurrency alias');
    } else {
      const alias = aliasOf(found, FunctionName, Qualifier);
      if (alias.FunctionVersion === '$LATEST') throw invalid(unpublished);
      if (Object.keys(weightsOf(alias)).length > 0) throw invalid(weightedMessage);
      const taken = alias.FunctionVersion !== undefined && found.provisioned[alias.FunctionVersion];
      const others = Object.values(found.aliases).some(
        ({ Name = '', FunctionVersion }) =>
          Name !== Qualifier && FunctionVersion === alias.FunctionVersion && found.provisioned[Name],
      );
      if (taken || others) throw conflict(alreadyProvisionedMessage);
    }
    return shown(provision(context, nameOf(FunctionName), Qualifier, ProvisionedConcurrentExecutions));
  },

  GetProvisionedConcurrencyConfig: (context: LambdaContext, input: GetProvisionedConcurrencyConfigCommandInput) => {
    const provisioned = functionOf(context, input.FunctionName).provisioned[input.Qualifier ?? ''];
    if (provisioned) return shown(provisioned);
    const message = 'No Provisioned Concurrency Config found for this function';
    throw new ServiceError('ProvisionedConcurrencyConfigNotFoundException', message, 404);
  },

  DeleteProvisionedConcurrencyConfig: (
    context: LambdaContext,
    input: DeleteProvisionedConcurrencyConfigCommandInput,
  ) => {
    delete functionOf(context, input.FunctionName).provisioned[input.Qualifier ?? ''];
    return {};
  },
};

/** Begins anew, whatever was asked for before. */
export function provision(
  { state, nowMs, after }: LambdaContext,
  functionName: string,
  qualifier: string,
  requested: number,
): Provisioned {
  const id = `provisioned-${state.nextId++}`;
  const begun: Provisioned = { requested, status: 'IN_PROGRESS', reason: undefined, modifiedMs: nowMs, id };
  const found = state.functions[functionName];
  if (found) found.provisioned[qualifier] = begun;
  after(state.settings.provisionSeconds, { type: 'provisioned', functionName, qualifier, id });
  return begun;
}

/** Whether this alias has provisioned concurrency and would come to a version that has its own. */
export function alreadyProvisioned(found: FakeFunction, alias: string, version: string | undefined): boolean {
  return found.provisioned[alias] !== undefined && version !== undefined && found.provisioned[version] !== undefined;
}

function shown({ requested, status, reason, modifiedMs }: Provisioned) {
  const there = status === 'READY' ? requested : 0;
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: there,
    AllocatedProvisionedConcurrentExecutions: there,
    Status: status,
    StatusReason: reason,
    LastModified: new Date(modifiedMs).toISOString().replace('Z', '+0000'),
  };
}
