import { clone } from '../clone.ts';
import { account, arnOf, region } from './context.ts';
import { describe } from './describe.ts';
import type { Endpoint, EndpointEvent, SageMakerState } from './state.ts';

/** Statuses are in another spelling than DescribeEndpoint's, and times in milliseconds; an event may come more than once. */
export function announce(
  state: SageMakerState,
  nowMs: number,
  kind: 'endpoint' | 'deployment',
  endpoint: Endpoint,
): void {
  const { EndpointArn, ProductionVariants, PendingDeploymentSummary, CreationTime, LastModifiedTime } =
    describe(endpoint);
  const event: EndpointEvent & Record<string, unknown> = {
    version: '0',
    id: `event-${state.nextId++}`,
    'detail-type':
      kind === 'endpoint' ? 'SageMaker Endpoint State Change' : 'SageMaker Endpoint Deployment State Change',
    source: 'aws.sagemaker',
    account,
    time: new Date(nowMs).toISOString(),
    region,
    resources: [arnOf('endpoint', endpoint.name)],
    detail: {
      EndpointName: endpoint.name,
      EndpointArn,
      EndpointConfigName: endpoint.configName,
      ProductionVariants,
      PendingDeploymentSummary,
      EndpointStatus: endpoint.status.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
      CreationTime: CreationTime?.getTime(),
      LastModifiedTime: LastModifiedTime?.getTime(),
      Tags: {},
    },
  };
  for (let copy = 0; copy < state.settings.eventCopies; copy += 1) state.events.push(clone(event));
}
