import type { aws_sqs as sqs } from 'aws-cdk-lib';
import type { DeployedPlace } from '../core/deployed-place.ts';
import type { Recovery } from './recovery.ts';
import type { IntakeQueue } from './triggers/intake-queue.ts';
import type { Triggers } from './triggers/triggers.ts';

/** A queue of what was given up. */
export interface Letters {
  /** What it is of. */
  name: 'events' | 'intake' | 'recover' | 'reports';
  queue: sqs.IQueue;
  source: DeployedPlace['deadLetters'][number]['source'];
}

export function lettersOf(intake: IntakeQueue, { reports }: Triggers, recovery: Recovery): Letters[] {
  const toIntake = { kind: 'queue' as const, url: intake.queue.queueUrl };
  const letters: Letters[] = [
    { name: 'events', queue: intake.undelivered, source: toIntake },
    { name: 'intake', queue: intake.work.deadLetters, source: toIntake },
    {
      name: 'recover',
      queue: recovery.deadLetters,
      source: { kind: 'function', name: recovery.recover.functionName },
    },
  ];
  if (!reports) return letters;
  const { queue, deadLetters } = reports.work;
  return [...letters, { name: 'reports', queue: deadLetters, source: { kind: 'queue', url: queue.queueUrl } }];
}
