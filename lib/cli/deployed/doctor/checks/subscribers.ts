import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { type Examination, ok, warn } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether anybody hears what the pipeline says. */
export const subscribers: Examination<DeployedPatient> = {
  about: 'whether anybody hears the topics',
  actions: ['sns:ListSubscriptionsByTopic'],
  look: async ({ place: { topics }, aws }) => {
    const said = await Promise.all(
      Object.entries(topics).map(async ([name, TopicArn]) => {
        const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
        const heard = Subscriptions.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'));
        if (heard.length > 0) return ok(`${name}: ${heard.length} ${heard.length === 1 ? 'hears' : 'hear'} it`);
        const waits = Subscriptions.length > 0 ? `, ${Subscriptions.length} did not confirm yet` : '';
        return warn(`${name}: nobody hears it${waits}`, `aws sns subscribe --topic-arn ${TopicArn} …`);
      }),
    );
    return said;
  },
};
