import { Duration, type aws_logs as logs, type RemovalPolicy, type aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Lane } from './lane.ts';
import { deliveryStates } from './machines/delivery.ts';
import { rolloutLimitSeconds, rolloutStates } from './machines/rollout.ts';
import { SignalboxMachine } from './machines/state-machine.ts';
import type { MachineKind, Names } from './names.ts';
import type { Notifications } from './notifications.ts';
import { type Functions, provingSteps, type ReleasingStep, rolloutSteps } from './steps.ts';
import type { Storage } from './storage.ts';

export interface PipelineMachinesProps {
  names: Names;
  storage: Storage;
  notifications: Notifications;
  lanes: Record<'delivery' | 'pull_request', Lane>;
  releasing: Functions<ReleasingStep>;
  logRetention: logs.RetentionDays;
  removalPolicy: RemovalPolicy;
}

/** Longest run: a week's wait for approval, a week's rollout, and as long again for builds and training. */
const runLimit = Duration.days(30);

/** Delivery, Rollout and PullRequest. */
export class PipelineMachines extends Construct {
  readonly rollout: SignalboxMachine;
  readonly delivery: SignalboxMachine;
  readonly pullRequest: SignalboxMachine;
  private readonly props: PipelineMachinesProps;

  constructor(scope: Construct, props: PipelineMachinesProps) {
    super(scope, 'Machines');
    this.props = props;
    const { lanes, storage, releasing } = props;
    const rolloutFunctions = lanes.delivery.functions(rolloutSteps);
    const rollout = this.machine('rollout', Duration.seconds(rolloutLimitSeconds), (states) =>
      rolloutStates(states, rolloutFunctions),
    );
    const release = { functions: releasing, rollout: rollout.machine, names: props.names };
    const delivery = { ...this.proving('delivery'), kind: 'delivery' as const, release };
    const pullRequest = { ...this.proving('pull_request'), kind: 'pull_request' as const };
    this.rollout = rollout;
    this.delivery = this.machine('delivery', runLimit, (states) => deliveryStates(states, delivery));
    this.pullRequest = this.machine('pull_request', runLimit, (states) => deliveryStates(states, pullRequest));
    for (const { machine } of [this.delivery, this.pullRequest]) storage.grantKey(machine.role);
  }

  private proving(kind: 'delivery' | 'pull_request') {
    const lane = this.props.lanes[kind];
    const { projects, training, runIds } = lane;
    return { functions: lane.functions(provingSteps), projects, training, runIds, store: this.props.storage.store };
  }

  private machine(kind: MachineKind, timeout: Duration, states: (scope: Construct) => sfn.IChainable) {
    const { names, logRetention, removalPolicy } = this.props;
    return new SignalboxMachine(this, machineIds[kind], { kind, names, timeout, logRetention, removalPolicy, states });
  }
}

const machineIds = { delivery: 'Delivery', pull_request: 'PullRequest', rollout: 'Rollout' } as const;
