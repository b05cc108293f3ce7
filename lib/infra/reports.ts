import {
  Duration,
  type aws_lambda as lambda,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { stepSizes } from '../core/step-sizes.ts';
import type { Notifications } from './notifications.ts';
import type { QueuePlace } from './queue.ts';
import { WorkQueue } from './work-queue.ts';

export interface ReportsProps {
  notifications: Notifications;
  report: lambda.Function;
  place: QueuePlace;
}

/** Tells the code host how runs fare: what is announced of a run reaches the reporter, which reads the store for what to say. */
export class Reports extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, { notifications, report, place }: ReportsProps) {
    super(scope, 'Reports');
    this.work = new WorkQueue(this, 'Work', {
      functionTimeout: Duration.seconds(stepSizes.report.timeout),
      // One host, one rate limit: two at once are enough, and ten messages of a batch are mostly of the same few runs.
      feeding: { batchSize: 10, window: Duration.seconds(1), concurrency: 2 },
      place,
    });
    notifications.events.addSubscription(
      new subscriptions.SqsSubscription(this.work.queue, {
        rawMessageDelivery: true,
        deadLetterQueue: this.work.deadLetters,
        // Alarms come to the same topic; they have no attributes.
        filterPolicy: { kind: sns.SubscriptionFilter.existsFilter() },
      }),
    );
    this.work.feed(report);
  }
}
