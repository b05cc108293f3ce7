import { Duration, type aws_logs as logs, type RemovalPolicy, type aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Lane } from './lane.ts';
import { deliveryStates } from './machines/delivery.ts';
import { rolloutLimitSeconds, rolloutStates } from './machines/rollout.ts';
import { SignalboxMachine } from './machines/state-machine.ts';
import { watchStates } from './machines/watch.ts';
import type { Names } from './names.ts';
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

/** Longest run: a week's wait for approval, a month's rollout, and two weeks for builds and training. */
const runLimit = Duration.days(52);

/** Delivery, Rollout, Watch and PullRequest. */
export class PipelineMachines extends Construct {
  readonly watch: SignalboxMachine;
  readonly rollout: SignalboxMachine;
  readonly delivery: SignalboxMachine;
  readonly pullRequest: SignalboxMachine;
  private readonly props: PipelineMachinesProps;

  constructor(scope: Construct, props: PipelineMachinesProps) {
    super(scope, 'Machines');
    this.props = props;
    const { lanes, storage, releasing } = props;
    const rolloutFunctions = lanes.delivery.functions(rolloutSteps);
    const rolloutLimit = Duration.seconds(rolloutLimitSeconds);
    const watch = this.machine('watch', rolloutLimit, (states) => watchStates(states, rolloutFunctions));
    const parts = { functions: rolloutFunctions, watch: watch.machine, names: props.names };
    const rollout = this.machine('rollout', rolloutLimit, (states) => rolloutStates(states, parts));
    const release = { functions: releasing, rollout: rollout.machine, names: props.names };
    const delivery = { ...this.proving('delivery'), kind: 'delivery' as const, release };
    const pullRequest = { ...this.proving('pull_request'), kind: 'pull_request' as const };
    this.watch = watch;
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

  private machine(kind: keyof typeof machineIds, timeout: Duration, states: (scope: Construct) => sfn.IChainable) {
    const { names, logRetention, removalPolicy } = this.props;
    return new SignalboxMachine(this, machineIds[kind], { kind, names, timeout, logRetention, removalPolicy, states });
  }
}

const machineIds = { delivery: 'Delivery', pull_request: 'PullRequest', rollout: 'Rollout', watch: 'Watch' } as const;
