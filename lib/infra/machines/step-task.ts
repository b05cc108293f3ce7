import { Duration, aws_iam as iam, type aws_lambda as lambda, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { IntegrationTask } from './integration-task.ts';

export interface StepTaskProps {
  /** What the step gets. */
  payload: Record<string, unknown>;
  /** What of the step's answer enters the state; absent: the answer is dropped. */
  result?: { path: string; selector: Record<string, unknown> };
}

/** A Lambda task: invokes one step's function, whose own time limit ends first. */
export function stepTask(scope: Construct, name: string, fn: lambda.Function, props: StepTaskProps): IntegrationTask {
  return new IntegrationTask(scope, name, {
    integration: 'lambda:invoke',
    parameters: { FunctionName: fn.functionArn, Payload: props.payload },
    policies: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] })],
    timeout: sfn.Timeout.duration((fn.timeout ?? Duration.minutes(15)).plus(Duration.seconds(30))),
    resultPath: props.result?.path ?? null,
    ...(props.result ? { resultSelector: props.result.selector } : {}),
  });
}

/** In every payload of Delivery and PullRequest; see StepContext. */
export const stepContext = {
  runId: sfn.JsonPath.stringAt('$.runId'),
  executionArn: sfn.JsonPath.executionId,
};

/** Selects fields of a step's answer by name: the state holds what the machine routes on or hands on, nothing more. */
export function fieldsOf<Output>(...names: Array<keyof Output & string>): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, sfn.JsonPath.objectAt(`$.Payload.${name}`)]));
}
