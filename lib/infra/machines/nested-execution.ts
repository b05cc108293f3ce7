import { aws_iam as iam, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { statement } from '../allow.ts';
import type { MachineKind, Names } from '../names.ts';
import { managedRule } from './build-task.ts';
import { IntegrationTask, seconds } from './integration-task.ts';

export interface NestedExecutionProps {
  kind: MachineKind;
  machine: sfn.StateMachine;
  names: Names;
  /** Its name makes a second start find the first. */
  executionName: string;
  input: Record<string, unknown>;
  timeoutSeconds: number;
  result: { path: string; selector: Record<string, unknown> };
}

/** Starts another machine and waits for its end; the state's name is the machine's. */
export function nestedExecution(scope: Construct, name: string, props: NestedExecutionProps): IntegrationTask {
  const { machine, names, kind, result } = props;
  return new IntegrationTask(scope, name, {
    integration: 'states:startExecution.sync:2',
    parameters: {
      StateMachineArn: machine.stateMachineArn,
      Name: props.executionName,
      Input: { ...props.input, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: sfn.JsonPath.executionId },
    },
    policies: [
      new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
      statement(scope, {
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: [names.executionsArn(kind)],
        because: 'An execution is named after its run, known when it starts.',
      }),
      managedRule(scope, 'StepFunctionsGetEventsForStepFunctionsExecutionRule'),
    ],
    timeout: seconds(props.timeoutSeconds),
    resultPath: result.path,
    resultSelector: result.selector,
  });
}

/** Selects fields of a nested execution's output by name. */
export function outputOf<Output>(...names: Array<keyof Output & string>): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, sfn.JsonPath.objectAt(`$.Output.${name}`)]));
}
