import {
  Duration,
  aws_lambda_destinations as destinations,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from './allow.ts';
import { closedQueue, type QueuePlace } from './queue.ts';

/** Keeps what a function could not be told, or failed at for good, for two weeks. */
export function deadLetters(scope: Construct, place: QueuePlace): sqs.Queue {
  const queue = closedQueue(scope, 'DeadLetters', place, { retentionPeriod: Duration.days(14) });
  acknowledge(
    queue,
    'AwsSolutions-SQS3',
    'This is a dead-letter queue, of rules, functions or subscriptions; the rule knows only those of queues.',
  );
  return queue;
}

/** An event is tried three times within six hours before it is given up. */
export function retryEvents(fn: lambda.Function, queue: sqs.IQueue): void {
  fn.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: new destinations.SqsDestination(queue),
  });
}
