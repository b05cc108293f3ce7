import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { type Examination, fail, ok } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether messages were given up. */
export const deadLetters: Examination<DeployedPatient> = {
  about: 'whether messages were given up',
  actions: ['sqs:GetQueueAttributes'],
  look: async ({ place, aws }) => {
    const counts = await Promise.all(
      place.deadLetters.map(async ({ name, url }) => {
        const { Attributes } = await aws.sqs.send(
          new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
        );
        return { name, count: Number(Attributes?.ApproximateNumberOfMessages ?? Number.NaN) };
      }),
    );
    const full = counts.filter(({ count }) => count !== 0);
    if (full.length === 0) return [ok(`${counts.map(({ name }) => name).join(', ')} are empty`)];
    return full.map(({ name, count }) =>
      fail(
        `${name} holds ${count}`,
        `See "Dead letters" in the runbook, then signalbox redrive ${name} --pipeline ${place.pipeline}.`,
      ),
    );
  },
};
