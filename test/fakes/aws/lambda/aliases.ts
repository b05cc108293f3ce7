import type {
  AliasConfiguration,
  CreateAliasCommandInput,
  DeleteAliasCommandInput,
  ListAliasesCommandInput,
  UpdateAliasCommandInput,
} from '@aws-sdk/client-lambda';
import {
  aliasOf,
  alreadyProvisionedMessage,
  arnOf,
  checkRevision,
  conflict,
  functionOf,
  invalid,
  type LambdaContext,
  nameOf,
  revision,
  versionOf,
  weightedMessage,
  weightsOf,
} from './context.ts';
import { alreadyProvisioned, provision } from './provisioned.ts';
import type { FakeFunction } from './state.ts';

export const aliasOperations = {
  CreateAlias: (context: LambdaContext, input: CreateAliasCommandInput) => {
    const { FunctionName, Name = '', FunctionVersion, RoutingConfig, Description } = input;
    const found = functionOf(context, FunctionName);
    if (found.aliases[Name]) throw conflict(`Alias already exists: ${arnOf(nameOf(FunctionName), Name)}`);
    const alias = { Name, AliasArn: arnOf(nameOf(FunctionName), Name), FunctionVersion, RoutingConfig, Description };
    checkAlias(found, nameOf(FunctionName), alias);
    found.aliases[Name] = { ...alias, RevisionId: revision(context.state) };
    return found.aliases[Name];
  },

  /** What is not told stays: the weights too, unless it is told that there are none. */
  UpdateAlias: (context: LambdaContext, input: UpdateAliasCommandInput) => {
    const found = functionOf(context, input.FunctionName);
    const name = input.Name ?? '';
    const before = aliasOf(found, input.FunctionName, name);
    checkRevision(input.RevisionId, before.RevisionId);
    const alias: AliasConfiguration = {
      ...before,
      FunctionVersion: input.FunctionVersion ?? before.FunctionVersion,
      RoutingConfig: input.RoutingConfig ?? before.RoutingConfig,
      Description: input.Description ?? before.Description,
      RevisionId: revision(context.state),
    };
    checkAlias(found, nameOf(input.FunctionName), alias);
    found.aliases[name] = alias;
    const provisioned = found.provisioned[name];
    if (!provisioned || alias.FunctionVersion === before.FunctionVersion) return alias;
    // Until the new version has its instances the old one answers: hashicorp/terraform-provider-aws pull request 48116.
    alias.RoutingConfig = { AdditionalVersionWeights: { [before.FunctionVersion ?? '']: 1 } };
    provision(context, nameOf(input.FunctionName), name, provisioned.requested);
    return alias;
  },

  DeleteAlias: (context: LambdaContext, { FunctionName, Name = '' }: DeleteAliasCommandInput) => {
    const found = functionOf(context, FunctionName);
    delete found.aliases[Name];
    delete found.provisioned[Name];
    return {};
  },

  ListAliases: (context: LambdaContext, { FunctionName, FunctionVersion, Marker }: ListAliasesCommandInput) => {
    const aliases = Object.values(functionOf(context, FunctionName).aliases);
    const named = aliases.filter((one) => FunctionVersion === undefined || one.FunctionVersion === FunctionVersion);
    const from = Number(Marker ?? 0);
    const to = from + context.state.settings.pageSize;
    return { Aliases: named.slice(from, to), NextMarker: to < named.length ? `${to}` : undefined };
  },
};

/** Lambda developer guide, weighted aliases: two published versions with the same role and the same dead-letter queue. */
function checkAlias(found: FakeFunction, functionName: string, alias: AliasConfiguration): void {
  const { FunctionVersion: version, Name = '' } = alias;
  const first = versionOf(found, functionName, version);
  const others = Object.keys(weightsOf(alias));
  if (alreadyProvisioned(found, Name, version)) throw conflict(alreadyProvisionedMessage);
  if (others.length === 0) return;
  if (others.length > 1) throw invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  const [other = ''] = others;
  if ([version, other].includes('$LATEST'))
    throw invalid('$LATEST is not supported for an alias pointing to more than 1 version');
  if (other === version)
    throw invalid(
      `Invalid function version ${other}. Function version ${other} is already included in routing configuration.`,
    );
  const second = versionOf(found, functionName, other);
  if (first.Role !== second.Role) throw invalid('The versions of an alias must have the same execution role.');
  if (first.DeadLetterConfig?.TargetArn !== second.DeadLetterConfig?.TargetArn)
    throw invalid('The versions of an alias must have the same dead-letter queue.');
  if (found.provisioned[Name]) throw invalid(weightedMessage);
}
