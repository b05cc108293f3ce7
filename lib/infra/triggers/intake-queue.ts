import {
  Duration,
  type aws_events as events,
  type aws_iam as iam,
  type aws_kms as kms,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  aws_events_targets as targets,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { stepSizes } from '../../core/step-sizes.ts';
import { useKey } from '../allow.ts';
import { deadLetters } from '../dead-letters.ts';
import type { QueuePlace } from '../queue.ts';
import { WorkQueue } from '../work-queue.ts';

/** All that can start a run goes through this one queue to the intake; what comes early, late or twice is the intake's to judge. */
export class IntakeQueue extends Construct {
  readonly work: WorkQueue;
  /** What a rule or schedule could not put on the queue. */
  readonly undelivered: sqs.Queue;
  /** Absent: nobody needs a right to it. */
  readonly encryptionKey: kms.IKey | undefined;

  constructor(scope: Construct, place: QueuePlace) {
    super(scope, 'Intake');
    this.encryptionKey = place.encryptionKey;
    this.undelivered = deadLetters(this, place);
    this.work = new WorkQueue(this, 'Work', {
      functionTimeout: Duration.seconds(stepSizes.intake.timeout),
      // 10,000 files of one drop are 100 batches, each of which looks at the drop once.
      feeding: { batchSize: 100, window: Duration.seconds(2), concurrency: 5 },
      place,
    });
  }

  get queue(): sqs.Queue {
    return this.work.queue;
  }

  /** For whoever puts messages on it, or on the queue of what could not be put there. */
  grantKey(role: iam.IRole): void {
    if (this.encryptionKey) useKey(this.encryptionKey, role);
  }

  /** The queue as the target of a rule: an event is tried for a day, then kept. */
  target(): events.IRuleTarget {
    return new targets.SqsQueue(this.queue, {
      deadLetterQueue: this.undelivered,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
  }

  feed(intake: lambda.Function): void {
    this.work.feed(intake);
  }
}
