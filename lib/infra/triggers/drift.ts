import { type aws_cloudwatch as cloudwatch, aws_events as events } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IntakeQueue } from './intake-queue.ts';

/** Trains again when an alarm of the model's monitoring goes off. */
export class DriftTrigger extends Construct {
  constructor(scope: Construct, pipeline: string, alarms: cloudwatch.IAlarm[], intake: IntakeQueue) {
    super(scope, 'Drift');
    new events.Rule(this, 'Alarmed', {
      description: `Signalbox ${pipeline}: an alarm says that the model drifts`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: alarms.map(({ alarmArn }) => alarmArn),
        detail: { state: { value: ['ALARM'] } },
      },
      targets: [intake.target()],
    });
  }
}
