import {
  Duration,
  aws_events as events,
  type aws_lambda as lambda,
  type RemovalPolicy,
  type aws_s3 as s3,
  aws_events_targets as targets,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deadLetters, retryEvents } from './dead-letters.ts';

export interface TriggersProps {
  pipeline: string;
  data: s3.IBucket;
  intake: lambda.Function;
  removalPolicy: RemovalPolicy;
}

/** What starts runs by itself: a file dropped under `incoming/<pipeline>/`. */
export class Triggers extends Construct {
  constructor(scope: Construct, { pipeline, data, intake, removalPolicy }: TriggersProps) {
    super(scope, 'Triggers');
    const deadLetterQueue = deadLetters(this, removalPolicy);
    retryEvents(intake, deadLetterQueue);
    new events.Rule(this, 'DataArrived', {
      description: `Signalbox ${pipeline}: a file was dropped`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [data.bucketName] }, object: { key: [{ prefix: `incoming/${pipeline}/` }] } },
      },
      targets: [
        new targets.LambdaFunction(intake, { deadLetterQueue, retryAttempts: 24, maxEventAge: Duration.hours(24) }),
      ],
    });
  }
}
