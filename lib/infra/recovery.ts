import {
  Duration,
  aws_events as events,
  type aws_lambda as lambda,
  type aws_stepfunctions as sfn,
  type aws_sqs as sqs,
  aws_events_targets as targets,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deadLetters, retryEvents } from './dead-letters.ts';
import type { QueuePlace } from './queue.ts';

export interface RecoveryProps {
  pipeline: string;
  recover: lambda.Function;
  machines: sfn.IStateMachine[];
  place: QueuePlace;
}

/**
 * StopExecution, a time-out and States.Runtime never reach a Catch. The watchdog hears of them within seconds; the reaper
 * looks every five minutes in case an event was lost.
 */
export class Recovery extends Construct {
  readonly recover: lambda.Function;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, props: RecoveryProps) {
    super(scope, 'Recovery');
    const { pipeline, recover, machines, place } = props;
    const deadLetterQueue = deadLetters(this, place);
    this.recover = recover;
    this.deadLetters = deadLetterQueue;
    retryEvents(recover, deadLetterQueue);
    new events.Rule(this, 'Watchdog', {
      description: `Signalbox ${pipeline}: an execution ended without its own clean-up`,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: machines.map((machine) => machine.stateMachineArn),
        },
      },
      targets: [
        new targets.LambdaFunction(recover, { deadLetterQueue, retryAttempts: 24, maxEventAge: Duration.hours(24) }),
      ],
    });
    new events.Rule(this, 'Reaper', {
      description: `Signalbox ${pipeline}: looks for what the watchdog missed`,
      schedule: events.Schedule.rate(Duration.minutes(5)),
      // The next look comes in five minutes anyway.
      targets: [
        new targets.LambdaFunction(recover, { event: events.RuleTargetInput.fromObject({}), retryAttempts: 0 }),
      ],
    });
  }
}
