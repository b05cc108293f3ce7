import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Target } from '../../lib/infra/targets/factories.ts';
import { ab, allAtOnce, canary, linear, rollingOut, shadow } from './policies.ts';

type Props = Partial<ModelDeliveryProps>;

export const scaled = { minInstances: 2, maxInstances: 20, requestsPerInstance: 600 };
const fresh = { baseline: 'fresh' };

/** Every target with every strategy that it can do. */
export const targetStrategies: Record<string, { props: Props; strategies: Array<Parameters<typeof rollingOut>> }> = {
  'lambda-alias': {
    props: { target: Target.lambdaAlias({ provisionedConcurrency: 2, warmUpInvocations: 5 }), frontDoor: true },
    strategies: [
      ['lambda-alias', allAtOnce],
      ['lambda-alias', canary(10, 50)],
      ['lambda-alias', linear(20)],
      ['lambda-alias', shadow({ next: canary(10) })],
      ['lambda-alias', shadow({ source: 'replay' })],
      ['lambda-alias', ab()],
    ],
  },
  'sagemaker-endpoint': {
    props: { target: Target.sageMakerEndpoint({ capturePercent: 100, autoscaling: scaled }), frontDoor: true },
    strategies: [
      ['sagemaker-endpoint', allAtOnce],
      ['sagemaker-endpoint', canary(10, 50), fresh],
      ['sagemaker-endpoint', linear(20)],
      ['sagemaker-endpoint', shadow()],
      ['sagemaker-endpoint', ab()],
    ],
  },
  'sagemaker-endpoint without instances': {
    props: { target: Target.sageMakerServerless() },
    strategies: [['sagemaker-endpoint', allAtOnce]],
  },
  'sagemaker-guardrails': {
    props: { target: Target.sageMakerGuardrails({ instanceCount: 20, maxErrorRate: 0.05 }) },
    strategies: [
      ['sagemaker-guardrails', allAtOnce],
      ['sagemaker-guardrails', canary(10)],
      ['sagemaker-guardrails', linear(25)],
    ],
  },
};

/** Every target, with a policy that it can do. */
export const targetProps: Record<string, Props> = Object.fromEntries(
  Object.entries(targetStrategies).map(([name, { props, strategies }]) => [
    name,
    { ...props, ...(strategies[0] ? { workload: rollingOut(...strategies[0]) } : {}) },
  ]),
);
