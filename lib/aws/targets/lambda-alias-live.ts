import { type AliasConfiguration, GetAliasCommand } from '@aws-sdk/client-lambda';
import { noRoute, type Route } from '../../core/rollout/traffic.ts';
import type { LambdaSend } from '../clients.ts';
import { type AliasSplit, routeOf } from './alias-route.ts';
import { absent, type PublishedVersion } from './lambda-versions.ts';

/** What an alias says now. */
export interface LiveAlias {
  route: Route;
  /** Undefined: there is no alias. */
  alias: { split: AliasSplit; revisionId: string | undefined } | undefined;
}

/** A version that is not ours has a name that no route of ours expects, so it is told and never overwritten. */
export async function readAlias(
  client: LambdaSend,
  { functionName: FunctionName, alias: Name }: { functionName: string; alias: string },
  versions: PublishedVersion[],
): Promise<LiveAlias> {
  const alias = await client.send(new GetAliasCommand({ FunctionName, Name })).catch(absent);
  const split = alias && splitIn(alias);
  if (split === undefined) return { route: noRoute, alias: undefined };
  const servableOf = (version: string) =>
    versions.find((known) => known.version === version)?.servableId || `unknown-version-${version}`;
  return { route: routeOf(split, servableOf), alias: { split, revisionId: alias?.RevisionId } };
}

function splitIn({ FunctionVersion, RoutingConfig }: AliasConfiguration): AliasSplit | undefined {
  if (FunctionVersion === undefined) return undefined;
  const [[other, weight] = [null, 0]] = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
  return { version: FunctionVersion, other, weight };
}
