import {
  ArnFormat,
  type CfnResource,
  type Duration,
  aws_logs as logs,
  type RemovalPolicy,
  Stack,
  aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeResource } from '../allow.ts';
import type { MachineKind, Names } from '../names.ts';

export interface SignalboxMachineProps {
  kind: MachineKind;
  /** Others refer to the machine by its name, so that no reference goes round in a circle. */
  names: Names;
  timeout: Duration;
  logRetention: logs.RetentionDays;
  removalPolicy: RemovalPolicy;
  /** Builds the states in the scope it is given. */
  states: (scope: Construct) => sfn.IChainable;
}

/** A Standard machine with error logs, traces, and a mark by which tools find it in the template. */
export class SignalboxMachine extends Construct {
  readonly machine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: SignalboxMachineProps) {
    super(scope, id);
    const { kind, names, timeout } = props;
    const name = names.machine(kind);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      // Step Functions delivers through a resource policy of at most 5,120 characters; this prefix keeps it from growing.
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    this.machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionBody: sfn.DefinitionBody.fromChainable(props.states(this)),
      timeout,
      tracingEnabled: true,
      // Errors only and without data: the history keeps the data, in one place and under one policy.
      logs: { destination: logGroup, level: sfn.LogLevel.ERROR, includeExecutionData: false },
    });
    const resource = this.machine.node.defaultChild as CfnResource;
    resource.addMetadata('signalbox', { machine: kind, pipeline: names.pipeline });
    this.acknowledge();
  }

  private acknowledge(): void {
    acknowledge(
      this,
      'AwsSolutions-SF1',
      'Step Functions keeps the whole history of a Standard execution for 90 days and Settle keeps its timeline for good; level ALL would store each event once more, the data of a wait of days included.',
    );
    acknowledge(
      this,
      'AwsSolutions-IAM5[Resource::*]',
      'Log delivery and X-Ray have no resources to name; these are the statements that AWS documents for them.',
    );
    const stack = Stack.of(this);
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const own = stack.splitArn(this.machine.stateMachineArn, arnFormat).resourceName;
    for (const children of [`${own}:*`, `${own}/Profile:*`]) {
      const arn = stack.formatArn({ service: 'states', resource: 'execution', resourceName: children, arnFormat });
      acknowledgeResource(
        this,
        arn,
        'A distributed map starts child executions of its own machine, which Step Functions names itself.',
      );
    }
  }
}
