import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A Choice over a closed set of words: the compiler asks for each of them, and an unknown one is `otherwise`. */
export function route<Word extends string>(
  scope: Construct,
  name: string,
  path: string,
  ways: Record<Word, sfn.IChainable>,
  otherwise: sfn.IChainable,
): sfn.Choice {
  const choice = new sfn.Choice(scope, name);
  for (const [word, next] of Object.entries<sfn.IChainable>(ways))
    choice.when(sfn.Condition.stringEquals(path, word), next);
  choice.otherwise(otherwise);
  return choice;
}

/** A Choice on a boolean: through `detour` or straight on to `onward`. */
export function when(
  scope: Construct,
  name: string,
  path: string,
  detour: sfn.IChainable,
  onward: sfn.IChainable,
): sfn.Choice {
  return new sfn.Choice(scope, name).when(sfn.Condition.booleanEquals(path, true), detour).otherwise(onward);
}
