import { aws_events as events, type aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IntakeQueue } from './intake-queue.ts';

/** A file dropped under `incoming/<pipeline>/`. */
export class DataTrigger extends Construct {
  constructor(scope: Construct, pipeline: string, data: s3.IBucket, intake: IntakeQueue) {
    super(scope, 'Data');
    new events.Rule(this, 'Arrived', {
      description: `Signalbox ${pipeline}: a file was dropped`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [data.bucketName] }, object: { key: [{ prefix: `incoming/${pipeline}/` }] } },
      },
      targets: [intake.target()],
    });
  }
}
