import type { DeployedPlace } from '../deployed-place.ts';
import { UsageError } from '../errors.ts';
import { type OperatorNeed, operatorNeeds } from './needs.ts';
import { resources } from './resources.ts';

/** A policy of IAM that can be given to a role or a permission set as it is. */
export interface OperatorPolicy {
  Version: '2012-10-17';
  Statement: Array<{ Sid: string; Effect: 'Allow'; Action: string[]; Resource: string[] }>;
}

/**
 * What an operator of this pipeline needs for these commands, and no more; a statement for each thing that they are done to.
 * @throws UsageError `command-unknown`
 */
export function operatorPolicy(place: DeployedPlace, commands: readonly string[]): OperatorPolicy {
  const all = commands.flatMap(needsOf);
  const kinds = [...new Set(all.map(({ on }) => on))];
  const Statement = kinds.flatMap((on): OperatorPolicy['Statement'] => {
    const Resource = resources[on](place);
    // Of this pipeline there is none: nothing is asked of it.
    if (Resource.length === 0) return [];
    const actions = new Set(all.filter((need) => need.on === on).flatMap((need) => need.actions));
    const Sid = `${on[0]?.toUpperCase()}${on.slice(1)}`;
    return [{ Sid, Effect: 'Allow', Action: [...actions].sort(), Resource }];
  });
  return { Version: '2012-10-17', Statement };
}

function needsOf(command: string): OperatorNeed[] {
  if (Object.hasOwn(operatorNeeds, command)) return operatorNeeds[command] ?? [];
  throw new UsageError(
    'command-unknown',
    `no command that asks a deployed pipeline is called ${JSON.stringify(command)}; known: ${Object.keys(operatorNeeds).join(', ')}`,
  );
}
