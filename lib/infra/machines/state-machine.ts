import {
  type CfnResource,
  type Duration,
  aws_logs as logs,
  type RemovalPolicy,
  aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';

export type MachineKind = 'delivery' | 'pull_request' | 'rollout';

export interface SignalboxMachineProps {
  kind: MachineKind;
  pipeline: string;
  /** Physical name: others refer to the machine by it, so that no reference goes round in a circle. */
  name: string;
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
    const logGroup = new logs.LogGroup(this, 'Logs', {
      // Step Functions delivers through a resource policy of at most 5,120 characters; this prefix keeps it from growing.
      logGroupName: `/aws/vendedlogs/states/${props.name}`,
      retention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    this.machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: props.name,
      definitionBody: sfn.DefinitionBody.fromChainable(props.states(new Construct(this, 'States'))),
      timeout: props.timeout,
      tracingEnabled: true,
      // Errors only and without data: the history keeps the data, in one place and under one policy.
      logs: { destination: logGroup, level: sfn.LogLevel.ERROR, includeExecutionData: false },
    });
    const resource = this.machine.node.defaultChild as CfnResource;
    resource.addMetadata('signalbox', { machine: props.kind, pipeline: props.pipeline });
  }
}
