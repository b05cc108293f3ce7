import { DeleteQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { isNamed } from '../../../aws/clients.ts';
import type { Found } from '../../../steps/tear-down.ts';
import type { Finder, Leftover } from './leftover.ts';

/** Dead letters, the last that is known of what failed, and what nobody has read yet. */
export const queues: Finder = async (leftover) => {
  const { deadLetters } = leftover.place;
  const work = new Set(deadLetters.flatMap(({ source }) => (source.kind === 'queue' ? [source.url] : [])));
  const found = await Promise.all([
    ...deadLetters.map(({ name, url }) => lookAt(leftover, url, `dead letters of ${name}`)),
    ...[...work].map((url) => lookAt(leftover, url, 'messages that nobody has read')),
  ]);
  return found.flatMap((one) => one ?? []);
};

async function lookAt({ aws }: Leftover, QueueUrl: string, what: string): Promise<Found | undefined> {
  const told = await aws.sqs
    .send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }))
    .catch(absent);
  if (!told) return undefined;
  const count = told.Attributes?.ApproximateNumberOfMessages ?? 'an unknown number of';
  return {
    kind: 'queue',
    name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1),
    what: `${count} ${what}`,
    dollarsPerMonth: 0,
    isData: true,
    remove: async () => {
      await aws.sqs.send(new DeleteQueueCommand({ QueueUrl })).catch(absent);
    },
  };
}

function absent(thrown: unknown): undefined {
  if (!isNamed(thrown, 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue')) throw thrown;
}
