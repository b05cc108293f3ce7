import { CreateAliasCommand, DeleteAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { InputError, InternalError } from '../../core/errors.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import { isNamed, type LambdaSend } from '../clients.ts';
import { type AliasSplit, splitOf } from './alias-route.ts';
import type { LiveAlias } from './lambda-alias-live.ts';
import type { PublishedVersion } from './lambda-versions.ts';

type Served = { functionName: string; alias: string };

const overtaken = ['PreconditionFailedException', 'ResourceConflictException', 'ResourceNotFoundException'];

/**
 * The one call that moves traffic, against the revision that was seen; false: Lambda refused it, because the alias is not as it was.
 * Only a deletion, which takes back a first release, knows no revision.
 * @throws InputError `not-ready` when Lambda would not split traffic between the two versions; nothing was written then
 */
export async function writeAlias(
  client: LambdaSend,
  served: Served,
  desired: Route,
  live: LiveAlias,
  versions: PublishedVersion[],
): Promise<boolean> {
  const names = { FunctionName: served.functionName, Name: served.alias };
  const split = splitOf(desired, (id) => versionOf(served, id, versions));
  if (split) assertAlike(served, split, versions);
  try {
    if (split === undefined) {
      await client.send(new DeleteAliasCommand(names));
      return true;
    }
    // Lambda keeps the old weights unless it is told that there are none.
    const AdditionalVersionWeights = split.other === null ? {} : { [split.other]: split.weight };
    const target = { ...names, FunctionVersion: split.version, RoutingConfig: { AdditionalVersionWeights } };
    if (live.alias === undefined) await client.send(new CreateAliasCommand(target));
    else await client.send(new UpdateAliasCommand({ ...target, RevisionId: live.alias.revisionId }));
    return true;
  } catch (error) {
    if (isNamed(error, ...overtaken)) return false;
    if (!isNamed(error, 'InvalidParameterValueException')) throw error;
    const said = error instanceof Error ? error.message : '';
    throw new InputError('not-ready', `${served.functionName}:${served.alias} cannot route so: ${said}`);
  }
}

/** Lambda refuses weights between versions that differ in their execution role or dead-letter queue. */
function assertAlike({ functionName }: Served, { version, other }: AliasSplit, versions: PublishedVersion[]): void {
  const find = (number: string | null) => versions.find((known) => known.version === number);
  const [stable, candidate] = [find(version), find(other)];
  if (!stable || !candidate) return;
  for (const [what, a, b] of [
    ['execution role', stable.roleArn, candidate.roleArn],
    ['dead-letter queue', stable.deadLetterArn, candidate.deadLetterArn],
  ]) {
    if (a === b) continue;
    const sentence = `Version ${version} of ${functionName} has ${what} ${a || 'none'} and version ${other} ${b || 'none'}: an alias splits traffic only between versions with the same one. Release it with strategy all-at-once`;
    throw new InputError('not-ready', sentence);
  }
}

function versionOf({ functionName }: Served, servableId: string, versions: PublishedVersion[]): string {
  const found = versions.findLast((version) => version.servableId === servableId);
  if (found !== undefined) return found.version;
  throw new InternalError('not-prepared', `${functionName} has no version of ${servableId}: it was not prepared.`);
}
