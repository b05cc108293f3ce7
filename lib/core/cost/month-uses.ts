import type { Assumptions } from './assumptions.ts';
import type { Use } from './line.ts';
import { prices } from './prices.ts';
import { functionUses } from './run-uses.ts';
import { monthHours } from './schedule.ts';
import type { TemplateFacts } from './template.ts';

const monthSeconds = monthHours * 3_600;
/** Lambda asks an empty queue with five long polls at once, each of 20 seconds. */
const pollsPerMonth = (5 * monthSeconds) / 20;
/** A look that finds nothing. */
const idleLookSeconds = 1;

/** What goes on by the month beside runs: serving, what is paid whatever happens, and what runs leave. */
export function monthUses(facts: TemplateFacts, assumptions: Assumptions): Use[] {
  return [...servingUses(facts, assumptions), ...idleUses(facts), ...storageUses(assumptions)];
}

function servingUses({ served, functions }: TemplateFacts, { requestsPerSecond, answerMs }: Assumptions): Use[] {
  const count = requestsPerSecond * monthSeconds;
  const answering = { count, seconds: (count * answerMs) / 1_000 };
  const door = functions.door ? functionUses('serving', 'front door', [{ ...functions.door, ...answering }]) : [];
  const use = (price: string, service: string, what: string, quantity: number): Use => ({
    ...{ part: 'serving', price, service, what, quantity },
  });
  if (served.kind === 'instances') {
    const what = `endpoint of ${served.count} x ${served.size}, whether or not it is called`;
    const hours = served.count * monthHours;
    return [...door, { ...use(`instance-${served.size}`, 'SageMaker', what, hours), part: 'idle' }];
  }
  const memoryGb = served.memoryMiB / 1_024;
  if (served.kind === 'serverless')
    return [...door, use('serverless-second', 'SageMaker', 'answers', memoryGb * answering.seconds)];
  const { architecture, keptReady } = served;
  const ready = use(
    `lambda-provisioned-${architecture}`,
    'Lambda',
    `${keptReady} environments kept ready`,
    memoryGb * keptReady * monthSeconds,
  );
  const answers = functionUses('serving', 'answers', [{ ...served, diskMiB: 512, ...answering }]);
  return [...door, ...answers, ...(keptReady > 0 ? [{ ...ready, part: 'idle' as const }] : [])];
}

function idleUses({ monthly, clocks, polledQueues, functions }: TemplateFacts): Use[] {
  const looks = clocks.flatMap(({ step, calls }) => {
    const sized = functions[step];
    return sized ? [{ ...sized, count: calls, seconds: calls * idleLookSeconds }] : [];
  });
  const names = [...new Set(clocks.map(({ step }) => step))].join(' and ');
  return [
    ...monthly.map(({ price, count }): Use => {
      const { service, unit } = prices[price];
      return { part: 'idle', price, service, what: unit, quantity: count };
    }),
    ...functionUses('idle', `looks of ${names}`, looks),
    ...(polledQueues > 0 ? [pollUse(polledQueues)] : []),
  ];
}

function pollUse(queues: number): Use {
  const what = `${queues} ${queues === 1 ? 'queue' : 'queues'} polled by Lambda`;
  return { part: 'idle', price: 'queue', service: 'SQS', what, quantity: queues * pollsPerMonth };
}

/** The drop itself, and the two parts into which a run splits it: as much again. */
function storageUses({ runsPerMonth, dataGb, imageGb }: Assumptions): Use[] {
  const use = (price: string, service: string, what: string, quantity: number): Use => ({
    ...{ part: 'storage', price, service, what, quantity },
  });
  return [
    use('s3-storage', 'S3', 'drops, and their splits', 2 * dataGb * runsPerMonth),
    use('object-event', 'EventBridge', 'events of new objects, one a drop', runsPerMonth),
    use('ecr-storage', 'ECR', 'images', imageGb * runsPerMonth),
  ].filter(({ quantity }) => quantity > 0);
}
