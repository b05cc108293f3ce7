import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { isNamed } from '../../../aws/clients.ts';
import type { Teardown, TeardownRequest } from '../../../core/teardown.ts';
import { type Found, tearDown } from '../../../steps/tear-down.ts';
import type { Leftover } from './leftover.ts';
import { finders } from './registry.ts';

/** Lists what outlives the stack of a pipeline, or deletes it; while the stack is there, nothing is deleted from under it. */
export async function teardownOf(leftover: Leftover, request: TeardownRequest): Promise<Teardown> {
  const found: Found[] = [];
  for (const find of Object.values(finders)) found.push(...(await find(leftover)));
  const { pipeline } = leftover.place;
  return tearDown({ name: pipeline, found, blocked: await blocked(leftover) }, request);
}

async function blocked({ place, aws }: Leftover): Promise<string | null> {
  const { delivery } = place.machines;
  const told = await aws.sfn.send(new DescribeStateMachineCommand({ stateMachineArn: delivery })).catch((thrown) => {
    if (!isNamed(thrown, 'StateMachineDoesNotExist')) throw thrown;
  });
  if (!told || told.status === 'DELETING') return null;
  return `${place.pipeline} is deployed still: npx cdk destroy first, then this`;
}
