import {
  DeleteEndpointConfigCommand,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { putConfig, putEndpoint, variant } from './endpoint.ts';
import { fingerprint } from './fingerprint.ts';
import { ServiceError } from './service-error.ts';
import type { Troubled } from './under-fault.ts';
import { type AwsWorld, awsWorld } from './world.ts';

const EndpointName = 'iris';

type Step =
  | { kind: 'update'; config: string; canary: boolean }
  | { kind: 'weigh'; weight: number; count: number | undefined }
  | { kind: 'delete'; config: string }
  | { kind: 'trouble'; trouble: Troubled['trouble'] }
  | { kind: 'maintain'; seconds: number }
  | { kind: 'alarm' }
  | { kind: 'wait'; seconds: number };

const config = fc.constantFrom('c1', 'c2', 'c3');
const seconds = fc.integer({ min: 0, max: 700 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('update'), config, canary: fc.boolean() }),
  fc.record({
    kind: fc.constant('weigh'),
    weight: fc.double({ min: 0, max: 9, noNaN: true }),
    count: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('delete'), config }),
  fc.record({ kind: fc.constant('trouble'), trouble: fc.constantFrom('no-capacity', 'unhealthy', 'rollback-fails') }),
  fc.record({ kind: fc.constant('maintain'), seconds }),
  fc.record({ kind: fc.constant('alarm') }),
  fc.record({ kind: fc.constant('wait'), seconds }),
);

const steps: { [K in Step['kind']]: (world: AwsWorld, step: Extract<Step, { kind: K }>) => void } = {
  update: ({ sagemaker }, { config: EndpointConfigName, canary }) => {
    const CanarySize = { Type: 'CAPACITY_PERCENT' as const, Value: 50 };
    const TrafficRoutingConfiguration = { Type: 'CANARY' as const, CanarySize, WaitIntervalInSeconds: 200 };
    const BlueGreenUpdatePolicy = { TrafficRoutingConfiguration, MaximumExecutionTimeoutInSeconds: 800 };
    const DeploymentConfig = { BlueGreenUpdatePolicy, AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'judge' }] } };
    const deployment = canary ? { DeploymentConfig } : {};
    sagemaker.apply(new UpdateEndpointCommand({ EndpointName, EndpointConfigName, ...deployment }));
  },
  weigh: ({ sagemaker }, { weight, count }) => {
    const DesiredWeightsAndCapacities = [{ VariantName: 'cand', DesiredWeight: weight, DesiredInstanceCount: count }];
    sagemaker.apply(new UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName, DesiredWeightsAndCapacities }));
  },
  delete: ({ sagemaker }, { config: EndpointConfigName }) => {
    sagemaker.apply(new DeleteEndpointConfigCommand({ EndpointConfigName }));
  },
  trouble: ({ sagemaker }, { trouble }) => void sagemaker.nextDeployments(trouble),
  maintain: ({ sagemaker }, { seconds: lasting }) => {
    if (sagemaker.look(EndpointName)?.EndpointStatus === 'InService') sagemaker.systemUpdate(EndpointName, lasting);
  },
  alarm: ({ sagemaker }) => sagemaker.alarmed('judge'),
  wait: ({ clock }, { seconds: lasting }) => clock.advance(lasting),
};

/** As somebody would who does not care for refusals. */
function act(world: AwsWorld, one: Step): void {
  try {
    (steps[one.kind] as (world: AwsWorld, step: Step) => void)(world, one);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}

function served(): AwsWorld {
  const world = awsWorld();
  const both = (stable: string, cand: string) => [variant('stable', stable), variant('cand', cand)];
  putEndpoint(world.sagemaker, EndpointName, 'c1', ...both('m1', 'm2'));
  putConfig(world.sagemaker, 'c2', ...both('m2', 'm3'));
  putConfig(world.sagemaker, 'c3', variant('cand', 'm1'));
  return world;
}

const resting = ['InService', 'UpdateRollbackFailed'];

test('whatever is asked of an endpoint, all requests go somewhere, and it comes to rest within an hour', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (all) => {
      const world = served();
      for (const one of all) {
        act(world, one);
        const arms = world.sagemaker.arms(EndpointName);
        expect(arms.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      }
      world.clock.advance(3_600);
      const {
        EndpointStatus,
        PendingDeploymentSummary,
        ProductionVariants = [],
      } = world.sagemaker.look(EndpointName) ?? {};
      expect(resting).toContain(EndpointStatus);
      expect(PendingDeploymentSummary).toBeUndefined();
      for (const { CurrentWeight, DesiredWeight, CurrentInstanceCount, DesiredInstanceCount } of ProductionVariants)
        expect([CurrentWeight, CurrentInstanceCount]).toEqual([DesiredWeight, DesiredInstanceCount]);
      expect(world.clock.pending).toEqual([]);
    }),
  );
});

test('a copy that is made at any moment lives through the same', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.nat(12), (all, when) => {
      const world = served();
      for (const one of all.slice(0, when)) act(world, one);
      const copy = world.copy();
      for (const one of all.slice(when)) act(copy, one);
      for (const one of all.slice(when)) act(world, one);
      expect(fingerprint(copy)).toBe(fingerprint(world));
      expect(copy.sagemaker.takeEvents()).toEqual(world.sagemaker.takeEvents());
    }),
  );
});
