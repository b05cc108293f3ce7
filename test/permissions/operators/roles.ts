import { type DeployedPlace, deployedPlaceSchema } from '../../../lib/core/deployed-place.ts';
import { operatorPolicy } from '../../../lib/core/operator/policy.ts';
import type { Resource } from '../../../lib/local/assembly/resolve.ts';
import { Deployed } from '../deployed/template.ts';

/** Logical id of the role that may give this command and no other. */
export const operatorRole = (command: string): string => `Operator ${command}`;

/** What the pipeline's parameter says of its parts; queues have no URLs on a laptop. */
export function placeIn(deployed: Deployed): DeployedPlace {
  const [parameter] = deployed.ofType('AWS::SSM::Parameter');
  const said = JSON.parse(deployed.text(parameter?.[1].Value));
  const queue = (name: string) => `https://sqs.eu-west-1.amazonaws.com/000000000000/${name}`;
  for (const letters of said.deadLetters) {
    letters.url = queue(letters.url);
    if (letters.source.kind === 'queue') letters.source.url = queue(letters.source.url);
  }
  if (said.repository?.webhookUrl) said.repository.webhookUrl = 'https://webhook.example/';
  return deployedPlaceSchema.parse({ ...said, intakeQueueUrl: queue(said.intakeQueueUrl) });
}

/** The pipeline with one role more for each command, which may do what is written of it. */
export function withOperators(resources: Record<string, Resource>, commands: readonly string[]): Deployed {
  const place = placeIn(new Deployed(resources));
  const roles = commands.map((command): [string, Resource] => {
    const PolicyDocument = operatorPolicy(place, [command]);
    return [operatorRole(command), { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument }] } }];
  });
  return new Deployed({ ...resources, ...Object.fromEntries(roles) });
}
