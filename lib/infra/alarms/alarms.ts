import {
  aws_cloudwatch_actions as actions,
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_sns as sns,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InputError } from '../../core/errors.ts';
import { wholeWithin, within } from '../limits.ts';
import type { AlarmKind, Limits, Watch, Watched } from './alarm-kind.ts';
import { type AlarmId, alarmKinds } from './registry.ts';

export interface AlarmOptions {
  /**
   * How often data should come at least; 1 hour to 365 days. Once there was some, or the pipeline has looked for the first time, longer
   * silence is an alarm. The age of the newest file is told with each look then: a metric at $0.30 a month.
   * @default data may come whenever it likes
   */
  dataWithin?: Duration;
  /**
   * Runs of a day that end without a verdict.
   * @default 3
   */
  inconclusiveInADay?: number;
  /**
   * What all trainings of a day may take together, those of pull requests included; 1 minute to 365 days.
   * @default 8 hours
   */
  trainingInADay?: Duration;
  /**
   * Where the runbook is, for the links in what alarms say.
   * @default docs/runbook.md of Signalbox
   */
  runbook?: string;
  /**
   * Alarms that are not made: each costs about $0.10 a month for every metric that it looks at.
   * @default all are made
   */
  without?: AlarmId[];
}

/** Tells people, by the topic of events, of every way to be broken in silence. */
export class Alarms extends Construct {
  readonly all: Partial<Record<AlarmId, cloudwatch.Alarm>> = {};

  constructor(scope: Construct, place: Omit<Watched, 'limits'> & { topic: sns.ITopic }, options: AlarmOptions) {
    super(scope, 'Alarms');
    const watched = { ...place, limits: limitsOf(options) };
    const { runbook = 'docs/runbook.md', without = [] } = options;
    const unknown = without.filter((id) => !Object.hasOwn(alarmKinds, id));
    if (unknown.length > 0)
      throw new InputError(
        'alarm-unknown',
        `ModelDelivery: alarms.without: got ${unknown.join(', ')}; allowed: ${Object.keys(alarmKinds).join(', ')}`,
      );
    for (const [id, kind] of Object.entries(alarmKinds) as Array<[AlarmId, AlarmKind]>) {
      const watch = without.includes(id) ? null : kind.watch(watched);
      if (watch)
        this.all[id] = this.alarm(id, `Signalbox ${place.pipeline}: ${kind.says}. See ${runbook}#${id}`, watch, place);
    }
  }

  private alarm(
    id: AlarmId,
    alarmDescription: string,
    { metric, is, threshold, periods, of, missing }: Watch,
    { pipeline, topic }: { pipeline: string; topic: sns.ITopic },
  ): cloudwatch.Alarm {
    const { NOT_BREACHING, MISSING } = cloudwatch.TreatMissingData;
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmName: `signalbox-${pipeline}-${id}`,
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: of,
      datapointsToAlarm: periods,
      comparisonOperator: operators[is],
      treatMissingData: missing === 'fine' ? NOT_BREACHING : MISSING,
    });
    const action = new actions.SnsAction(topic);
    // Not when it is over: a new alarm is well at first, and a deployment would send a message of each.
    alarm.addAlarmAction(action);
    if (missing === 'unknown') alarm.addInsufficientDataAction(action);
    return alarm;
  }
}

const operators = {
  'at least': cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  'less than': cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
};

function limitsOf({ dataWithin, inconclusiveInADay = 3, trainingInADay = Duration.hours(8) }: AlarmOptions): Limits {
  const [hour, year] = [Duration.hours(1), Duration.days(365)];
  if (dataWithin) within('ModelDelivery: alarms.dataWithin', dataWithin, hour, year);
  within('ModelDelivery: alarms.trainingInADay', trainingInADay, Duration.minutes(1), year);
  wholeWithin('ModelDelivery: alarms.inconclusiveInADay', inconclusiveInADay, 1, 1_000);
  return { dataWithin, inconclusiveInADay, trainingInADay };
}
