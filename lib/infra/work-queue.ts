import {
  Duration,
  aws_lambda_event_sources as eventSources,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deadLetters } from './dead-letters.ts';
import { closedQueue, type QueuePlace } from './queue.ts';

export interface WorkQueueProps {
  /** Of the function that works it off. */
  functionTimeout: Duration;
  feeding: Feeding;
  place: QueuePlace;
}

export interface Feeding {
  batchSize: number;
  /** How long a batch may gather. */
  window: Duration;
  /** Batches at once; 2 is the least that Lambda takes. */
  concurrency: number;
}

/** Five tries: with a visibility of half an hour that is two and a half hours of trouble that pass by themselves. */
const tries = 5;

/** A queue that one function works off; what it fails at for good is kept, and people are told. */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  private readonly feeding: Feeding;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { place, functionTimeout, feeding } = props;
    this.feeding = feeding;
    this.deadLetters = deadLetters(this, place);
    this.queue = closedQueue(this, 'Queue', place, {
      // Lambda asks for six times the function's time and the window, so that a throttled batch is not handed out twice.
      visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds() + feeding.window.toSeconds()),
      retentionPeriod: Duration.days(7),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: tries },
    });
  }

  /** One bad message of a batch comes again without the others: the function names the ones that it failed at. */
  feed(fn: lambda.Function): void {
    const { batchSize, window, concurrency } = this.feeding;
    fn.addEventSource(
      new eventSources.SqsEventSource(this.queue, {
        batchSize,
        maxBatchingWindow: window,
        maxConcurrency: concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
