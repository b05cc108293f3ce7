import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { type Examination, fail, ok } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether a drop is told of at all. */
export const dataEvents: Examination<DeployedPatient> = {
  about: 'whether the data bucket tells of drops',
  actions: ['s3:GetBucketNotification'],
  look: async ({ place: { data }, aws }) => {
    const told = await aws.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: data }));
    if (told.EventBridgeConfiguration !== undefined) return [ok(`${data} tells EventBridge of new objects`)];
    const mend = `Deploy the app again, or: aws s3api put-bucket-notification-configuration --bucket ${data} --notification-configuration '{"EventBridgeConfiguration": {}}'`;
    return [fail(`${data} does not tell EventBridge of new objects: drops are found by the reconciler only`, mend)];
  },
};
