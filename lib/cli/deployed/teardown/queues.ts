import { DeleteQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { isNamed } from '../../../aws/clients.ts';
import type { Found } from '../../../steps/tear-down.ts';
import type { Finder } from './leftover.ts';

/** Dead letters: the last that is known of what failed. */
export const queues: Finder = async ({ place, aws }) => {
  const found = await Promise.all(
    place.deadLetters.map(async ({ name, url: QueueUrl }): Promise<Found[]> => {
      const told = await aws.sqs
        .send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }))
        .catch(absent);
      if (!told) return [];
      const count = told.Attributes?.ApproximateNumberOfMessages ?? 'an unknown number of';
      return [
        {
          kind: 'queue',
          name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1),
          what: `${count} dead letters of ${name}`,
          dollarsPerMonth: 0,
          isData: true,
          remove: async () => {
            await aws.sqs.send(new DeleteQueueCommand({ QueueUrl })).catch(absent);
          },
        },
      ];
    }),
  );
  return found.flat();
};

function absent(thrown: unknown): undefined {
  if (!isNamed(thrown, 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue')) throw thrown;
}
