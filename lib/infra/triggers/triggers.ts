import type {
  aws_cloudwatch as cloudwatch,
  aws_lambda as lambda,
  aws_s3 as s3,
  aws_scheduler as scheduler,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { environment } from '../../core/environment.ts';
import type { Lane } from '../lane.ts';
import type { Notifications } from '../notifications.ts';
import type { QueuePlace } from '../queue.ts';
import { Reports } from '../reports.ts';
import type { RepositoryFacts, RepositoryKind } from '../repositories/repository.ts';
import type { BoundWorkload } from '../workload.ts';
import { DataTrigger } from './data.ts';
import { DriftTrigger } from './drift.ts';
import type { IntakeQueue } from './intake-queue.ts';
import { ReconcilerTrigger } from './reconciler.ts';
import { ScheduleTrigger } from './schedule.ts';

export interface TriggersProps {
  pipeline: string;
  data: s3.IBucket;
  intake: IntakeQueue;
  lane: Lane;
  workload: BoundWorkload;
  repository: RepositoryKind | undefined;
  schedule: scheduler.ScheduleExpression | undefined;
  driftAlarms: cloudwatch.IAlarm[];
  productionData: boolean;
  /** Whether somebody is told when no data comes. */
  dataExpected: boolean;
  notifications: Notifications;
  place: QueuePlace;
}

/** All that starts runs by itself, and, where a repository is connected, what tells it how they fared. */
export class Triggers extends Construct {
  /** Null: no repository is connected. */
  readonly repository: RepositoryFacts | null;
  /** Null: nobody is told. */
  readonly reports: Reports | null;
  /** Functions around the machines, by name. */
  readonly functions: Record<string, lambda.Function>;

  constructor(scope: Construct, props: TriggersProps) {
    super(scope, 'Triggers');
    const { pipeline, intake, lane, repository, schedule, driftAlarms } = props;
    const functions = this.listeners(props);
    new DataTrigger(this, pipeline, props.data, intake);
    if (schedule) new ScheduleTrigger(this, pipeline, schedule, intake);
    if (driftAlarms.length > 0) new DriftTrigger(this, pipeline, driftAlarms, intake);
    new ReconcilerTrigger(this, pipeline, functions.reconcile);
    this.functions = { ...functions };
    this.repository =
      repository?.bind({
        scope: this,
        pipeline,
        intake,
        functions: (names, variables) => {
          const made = lane.functions(names, variables);
          Object.assign(this.functions, made);
          return made;
        },
      }) ?? null;
    this.reports = repository ? this.reporting(props) : null;
  }

  private listeners({ lane, intake, workload, productionData, dataExpected }: TriggersProps) {
    const { intake: fn } = lane.functions(['intake'], {
      ...workload.variables,
      [environment.pullRequestProductionData]: String(productionData),
    });
    if (fn.role) workload.grantRead(fn.role);
    intake.feed(fn);
    return { intake: fn, ...lane.functions(['reconcile'], { [environment.dataExpected]: String(dataExpected) }) };
  }

  private reporting({ lane, notifications, place }: TriggersProps): Reports {
    const { report } = lane.functions(['report']);
    this.functions.report = report;
    return new Reports(this, { notifications, report, place });
  }
}
