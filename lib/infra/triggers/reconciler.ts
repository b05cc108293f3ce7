import { Duration, aws_events as events, type aws_lambda as lambda, aws_events_targets as targets } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Looks every ten minutes for what no event told of: GitHub does not send a webhook again, and any event can be lost. */
export class ReconcilerTrigger extends Construct {
  constructor(scope: Construct, pipeline: string, reconcile: lambda.Function) {
    super(scope, 'Reconciler');
    new events.Rule(this, 'Look', {
      description: `Signalbox ${pipeline}: looks for pushes, pull requests and drops that nobody told of`,
      schedule: events.Schedule.rate(Duration.minutes(10)),
      // The next look comes in ten minutes anyway.
      targets: [
        new targets.LambdaFunction(reconcile, { event: events.RuleTargetInput.fromObject({}), retryAttempts: 0 }),
      ],
    });
  }
}
