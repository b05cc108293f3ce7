import { UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import type { ManagedEndpoint } from '../../lib/aws/targets/sagemaker/managed-endpoint.ts';
import type { ServedEndpoint } from '../../lib/aws/targets/sagemaker/served-endpoint.ts';
import { SageMakerEndpointTarget } from '../../lib/aws/targets/sagemaker-endpoint.ts';
import { SageMakerGuardrailsTarget } from '../../lib/aws/targets/sagemaker-guardrails.ts';
import type { RolloutPlan } from '../../lib/core/rollout/step.ts';
import { noRoute, type Progress, type Route } from '../../lib/core/rollout/traffic.ts';
import type { DeploymentTarget } from '../../lib/ports.ts';
import { putConfig, variant } from '../fakes/aws/endpoint.ts';
import type { SageMakerSettings } from '../fakes/aws/sagemaker/state.ts';
import { type AwsWorld, awsWorld } from '../fakes/aws/world.ts';
import { servable, servedEndpoint } from './served-endpoint.ts';

/** How often the machine asks again. */
const pollSeconds = 30;

export const all = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });
export const split = (stable: string, candidate: string, candidatePercent: number): Route => ({
  stable,
  candidate,
  candidatePercent,
});

export function clientsOf({ sagemaker, runtime, autoscaling, cloudwatch }: AwsWorld) {
  return {
    sageMaker: sagemaker.client,
    runtime: runtime.client,
    scaling: autoscaling.client,
    cloudWatch: cloudwatch.client,
  };
}

/** A target in a world of fakes, asked as the machine asks it. */
export class SageMakerPlace {
  readonly world: AwsWorld;
  readonly target: DeploymentTarget;
  readonly name: string;
  /** Called after each ask and each five seconds. */
  watch: (() => void) | undefined;

  constructor(world: AwsWorld, target: DeploymentTarget, name: string) {
    this.world = world;
    this.target = target;
    this.name = name;
  }

  /** Asks until it is done. */
  async until(ask: () => Promise<Progress>): Promise<void> {
    for (let asked = 0; asked < 300; asked += 1) {
      const progress = await ask();
      this.watch?.();
      if (progress === 'done') return;
      this.wait();
    }
    throw new Error('still pending after 300 asks');
  }

  wait(seconds = pollSeconds): void {
    const stride = this.watch ? 5 : seconds;
    for (let passed = 0; passed < seconds; passed += stride) {
      this.world.clock.advance(Math.min(stride, seconds - passed));
      this.watch?.();
    }
  }

  shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<void> {
    return this.until(() => this.target.shift(route, expected, plan));
  }

  settle(...keep: string[]): Promise<void> {
    return this.until(() => this.target.settle(keep));
  }

  /** Versions that are prepared, of which the first serves; nothing of that counts as a call. */
  async live(...ids: string[]): Promise<this> {
    for (const id of ids) await this.until(() => this.target.prepare(servable(id)));
    await this.shift(all(ids[0] ?? ''), noRoute);
    this.forgetCalls();
    return this;
  }

  forgetCalls(): void {
    this.world.cloudwatch.calls = [];
    this.world.sagemaker.calls = [];
    this.world.autoscaling.calls = [];
    this.world.runtime.calls = [];
  }

  /** Somebody else rolls out a configuration of this name. */
  theirs(EndpointConfigName: string): void {
    const { sagemaker } = this.world;
    putConfig(sagemaker, EndpointConfigName, variant('AllTraffic', 'model'));
    sagemaker.apply(new UpdateEndpointCommand({ EndpointName: this.name, EndpointConfigName }));
    while (sagemaker.look(this.name)?.EndpointStatus !== 'InService') this.wait();
  }

  /** Percent of the traffic by variant; a shadow's in brackets. */
  get shares(): Record<string, number> {
    const arms = this.world.sagemaker.arms(this.name).filter(({ share }) => share > 0);
    return Object.fromEntries(
      arms.map(({ variant, share, shadow }) => [shadow ? `(${variant})` : variant, Math.round(share * 1e4) / 100]),
    );
  }

  /** Instances asked for, by variant. */
  get counts(): Record<string, number | undefined> {
    const { ProductionVariants = [], ShadowProductionVariants = [] } = this.world.sagemaker.look(this.name) ?? {};
    const all = [...ProductionVariants, ...ShadowProductionVariants];
    return Object.fromEntries(all.map((one) => [one.VariantName ?? '', one.DesiredInstanceCount]));
  }

  /** Calls that change the endpoint itself. */
  get changes(): string[] {
    const changes = ['CreateEndpoint', 'UpdateEndpoint', 'UpdateEndpointWeightsAndCapacities', 'DeleteEndpoint'];
    const ours = this.world.sagemaker.calls.filter(({ input }) => input.EndpointName === this.name);
    return ours.map(({ operation }) => operation).filter((operation) => changes.includes(operation));
  }
}

export function endpointPlace(
  served: Partial<ServedEndpoint> = {},
  settings: Partial<SageMakerSettings> = {},
  world = awsWorld({ sagemaker: settings }),
): SageMakerPlace {
  const whole = { ...servedEndpoint, ...served };
  return new SageMakerPlace(
    world,
    new SageMakerEndpointTarget(clientsOf(world), whole, world.clock),
    whole.endpointName,
  );
}

export function managedPlace(
  served: Partial<ManagedEndpoint> = {},
  settings: Partial<SageMakerSettings> = {},
): SageMakerPlace {
  const world = awsWorld({ sagemaker: settings });
  const whole = { ...servedEndpoint, stableInstanceCount: 10, guardrails: watched, ...served };
  return new SageMakerPlace(
    world,
    new SageMakerGuardrailsTarget(clientsOf(world), whole, world.clock),
    whole.endpointName,
  );
}

const watched = { mode: 'blue-green' as const, maxErrorRate: 0.05, maxModelLatencyP99Ms: 200 };
