import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import { InputError } from '../../../core/errors.ts';
import { isNamed, type ScalingSend } from '../../clients.ts';
import type { Fleet } from './config.ts';
import type { LiveEndpoint } from './live-endpoint.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

const dimension = {
  ServiceNamespace: 'sagemaker',
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
} as const;
const all = (value: boolean) => ({
  DynamicScalingInSuspended: value,
  DynamicScalingOutSuspended: value,
  ScheduledScalingSuspended: value,
});

/** Keeps Application Auto Scaling from changing counts during a rollout, and brings it back to what serves in the end. */
export class Scaling {
  private readonly client: ScalingSend;
  private readonly served: ServedEndpoint;

  constructor(client: ScalingSend, served: ServedEndpoint) {
    this.client = client;
    this.served = served;
  }

  /**
   * Before this fleet is launched: what stays is suspended, what goes is taken off, since SageMaker refuses to remove it before.
   * @throws InputError `autoscaling-undeclared` for scaling that the next release could not take over
   */
  async suspend({ production }: LiveEndpoint, fleet: Fleet): Promise<void> {
    for (const target of await this.targets(production.map(({ name }) => name))) {
      const { ResourceId = '', SuspendedState, MinCapacity, MaxCapacity } = target;
      if (this.served.autoscaling === null) throw undeclared(target);
      const stays = fleet.production.some(({ name }) => this.resource(name) === ResourceId);
      if (!stays) await this.deregister(ResourceId);
      else if (!isSuspended({ SuspendedState }))
        await this.register(ResourceId, { minInstances: MinCapacity ?? 1, maxInstances: MaxCapacity ?? 1 }, true);
    }
  }

  /** What serves alone scales as the app says. The policy comes while it is suspended, so that one that is not has it. */
  async resume(variant: string): Promise<void> {
    const { autoscaling } = this.served;
    if (autoscaling === null) return;
    const [there] = await this.targets([variant]);
    const { minInstances, maxInstances } = autoscaling;
    const same = there?.MinCapacity === minInstances && there.MaxCapacity === maxInstances;
    if (there && same && !isSuspended(there)) return;
    const ResourceId = this.resource(variant);
    if (!there) await this.register(ResourceId, autoscaling, true);
    await this.client.send(
      new PutScalingPolicyCommand({
        ...dimension,
        ResourceId,
        PolicyName: 'signalbox-invocations-per-instance',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: autoscaling.invocationsPerInstance,
          PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
        },
      }),
    );
    await this.register(ResourceId, autoscaling, false);
  }

  private async targets(variants: string[]): Promise<ScalableTarget[]> {
    if (this.served.serverless || variants.length === 0) return [];
    const ResourceIds = variants.map((name) => this.resource(name));
    const found: ScalableTarget[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new DescribeScalableTargetsCommand({ ...dimension, ResourceIds, NextToken }));
      found.push(...(page.ScalableTargets ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  }

  private resource(variant: string): string {
    return `endpoint/${this.served.endpointName}/variant/${variant}`;
  }

  private async register(
    ResourceId: string,
    { minInstances: MinCapacity, maxInstances: MaxCapacity }: { minInstances: number; maxInstances: number },
    suspended: boolean,
  ): Promise<void> {
    const target = { ...dimension, ResourceId, MinCapacity, MaxCapacity, SuspendedState: all(suspended) };
    await this.client.send(new RegisterScalableTargetCommand(target));
  }

  private async deregister(ResourceId: string): Promise<void> {
    try {
      await this.client.send(new DeregisterScalableTargetCommand({ ...dimension, ResourceId }));
    } catch (error) {
      if (!isNamed(error, 'ObjectNotFoundException')) throw error;
    }
  }
}

function isSuspended({ SuspendedState: state }: Pick<ScalableTarget, 'SuspendedState'>): boolean {
  return state?.DynamicScalingInSuspended === true && state.DynamicScalingOutSuspended === true;
}

function undeclared({ ResourceId, MinCapacity, MaxCapacity }: ScalableTarget): InputError {
  return new InputError(
    'autoscaling-undeclared',
    `${ResourceId} scales from ${MinCapacity} to ${MaxCapacity} instances, which the next version would not: name it in the target's autoscaling, or deregister it.`,
  );
}
