import {
  Duration,
  aws_iam as iam,
  Stack,
  aws_scheduler as scheduler,
  aws_scheduler_targets as targets,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IntakeQueue } from './intake-queue.ts';

/** Trains again when the clock says so. The message holds the time that was set, so that a schedule delivered twice asks once. */
export class ScheduleTrigger extends Construct {
  constructor(scope: Construct, pipeline: string, schedule: scheduler.ScheduleExpression, intake: IntakeQueue) {
    super(scope, 'Schedule');
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const assumedBy = new iam.ServicePrincipal('scheduler.amazonaws.com', { conditions });
    const role = new iam.Role(this, 'Role', { assumedBy });
    intake.grantKey(role);
    new scheduler.Schedule(this, 'Schedule', {
      description: `Signalbox ${pipeline}: train again`,
      schedule,
      target: new targets.SqsSendMessage(intake.queue, {
        role,
        input: scheduler.ScheduleTargetInput.fromObject({
          signalbox: 'schedule',
          pipeline,
          at: scheduler.ContextAttribute.scheduledTime,
        }),
        deadLetterQueue: intake.undelivered,
        maxEventAge: Duration.hours(24),
      }),
    });
  }
}
