import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { outcomeOf } from '../../../../lib/aws/targets/sagemaker/attempt.ts';

const variant = {
  VariantName: 'a',
  CurrentWeight: 1,
  DesiredWeight: 1,
  CurrentInstanceCount: 2,
  DesiredInstanceCount: 2,
};
const told = (more: Partial<DescribeEndpointOutput> = {}): DescribeEndpointOutput => ({
  EndpointName: 'e',
  EndpointArn: 'arn',
  EndpointConfigName: 'new',
  EndpointStatus: 'InService',
  ProductionVariants: [variant],
  CreationTime: new Date(0),
  LastModifiedTime: new Date(0),
  ...more,
});
const intent = { configName: 'new' };
const pending = { EndpointConfigName: 'new', StartTime: new Date(0) };

// Only names and numbers count: a rollback ends InService, with the old configuration and perhaps without a reason.
test.each([
  ['everything is as it was asked for', told(), intent, 'SUCCEEDED'],
  [
    'the old configuration, with a reason',
    told({ EndpointConfigName: 'old', FailureReason: 'none left' }),
    intent,
    'ROLLED_BACK',
  ],
  ['the old configuration, without one', told({ EndpointConfigName: 'old' }), intent, 'ROLLED_BACK'],
  ['a failed way back', told({ EndpointStatus: 'UpdateRollbackFailed' }), intent, 'ROLLED_BACK'],
  ['a failed endpoint', told({ EndpointStatus: 'Failed' }), intent, 'ROLLED_BACK'],
  ['still updating', told({ EndpointStatus: 'Updating' }), intent, 'UNKNOWN'],
  ['rolling back', told({ EndpointStatus: 'RollingBack', EndpointConfigName: 'old' }), intent, 'UNKNOWN'],
  ['a deployment that is pending', told({ PendingDeploymentSummary: pending }), intent, 'UNKNOWN'],
  [
    'instances that are not there yet',
    told({ ProductionVariants: [{ ...variant, CurrentInstanceCount: 1 }] }),
    intent,
    'UNKNOWN',
  ],
  [
    'a weight that is not there yet',
    told({ ProductionVariants: [{ ...variant, CurrentWeight: 0 }] }),
    intent,
    'UNKNOWN',
  ],
  ['the instances that were asked for', told(), { ...intent, counts: new Map([['a', 2]]) }, 'SUCCEEDED'],
  ['fewer instances than were asked for', told(), { ...intent, counts: new Map([['a', 3]]) }, 'ROLLED_BACK'],
  ['no endpoint to be seen', undefined, intent, 'UNKNOWN'],
])('%s', (_, description, wish, outcome) => {
  expect(outcomeOf(description, wish)).toBe(outcome);
});
