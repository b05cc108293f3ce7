import { type aws_kms as kms, type aws_lambda as lambda, type RemovalPolicy, Stack, aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type DeployedPlace, placeParameter } from '../core/deployed-place.ts';
import { environment } from '../core/environment.ts';
import type { FrontDoor } from './door.ts';
import type { Letters } from './letters.ts';
import type { Notifications } from './notifications.ts';
import type { PipelineMachines } from './pipeline-machines.ts';
import type { Recovery } from './recovery.ts';
import type { Storage } from './storage.ts';
import type { BoundTarget } from './targets/target.ts';
import type { IntakeQueue } from './triggers/intake-queue.ts';
import type { Triggers } from './triggers/triggers.ts';

export interface PlaceParameterProps {
  pipeline: string;
  storage: Storage;
  machines: PipelineMachines;
  intake: IntakeQueue;
  triggers: Triggers;
  recovery: Recovery;
  letters: Letters[];
  operate: lambda.Function;
  notifications: Notifications;
  target: BoundTarget;
  frontDoor: FrontDoor | null;
  encryptionKey: kms.IKey | undefined;
  removalPolicy: RemovalPolicy;
  signingKey: kms.IKey | undefined;
}

/** Where the parts of this pipeline are, for `signalbox --pipeline <name>`: names only, which whoever may read the parameter may know. */
export class PlaceParameter extends Construct {
  constructor(scope: Construct, props: PlaceParameterProps) {
    super(scope, 'Place');
    const parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName: placeParameter(props.pipeline),
      description: `Signalbox ${props.pipeline}: where its parts are`,
      stringValue: Stack.of(this).toJsonString(placeOf(props)),
      // A standard parameter holds 4,096 characters. This has 3,900 with a long name of the pipeline, and stacks' names come on top.
      tier: ssm.ParameterTier.INTELLIGENT_TIERING,
    });
    // Whoever wants to read what stays, or to delete it, finds it by this.
    parameter.applyRemovalPolicy(props.removalPolicy);
  }
}

function placeOf(props: PlaceParameterProps): DeployedPlace {
  const { pipeline, storage, machines, intake, triggers, notifications, target, recovery, frontDoor } = props;
  const { [environment.servedFunction]: functionName, [environment.servedAlias]: alias } = target.variables;
  const functions = { ...triggers.functions, recover: recovery.recover, operate: props.operate };
  return {
    pipeline,
    store: storage.store.bucketName,
    data: storage.data.bucketName,
    accessLogs: storage.accessLogs.bucketName,
    machines: {
      delivery: machines.delivery.machine.stateMachineArn,
      pullRequest: machines.pullRequest.machine.stateMachineArn,
      rollout: machines.rollout.machine.stateMachineArn,
    },
    intakeQueueUrl: intake.queue.queueUrl,
    deadLetters: props.letters.map(({ name, queue, source }) => ({
      name,
      url: queue.queueUrl,
      arn: queue.queueArn,
      source,
    })),
    served: functionName && alias ? { functionName, alias } : null,
    endpoint: target.variables[environment.servedEndpoint] ?? null,
    door: frontDoor && { functionName: frontDoor.fn.functionName, url: frontDoor.url.url },
    topics: { events: notifications.events.topicArn, approvals: notifications.approvals.topicArn },
    key: props.encryptionKey?.keyArn ?? null,
    signingKey: props.signingKey?.keyArn ?? null,
    functions: Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, fn.functionName])),
    repository: triggers.repository,
  };
}
