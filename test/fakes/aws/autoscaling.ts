import type {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsRequest,
  PutScalingPolicyRequest,
  RegisterScalableTargetRequest,
  ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import { UpdateEndpointWeightsAndCapacitiesCommand } from '@aws-sdk/client-sagemaker';
import { clone } from './clone.ts';
import { FakeService } from './fake-service.ts';
import { Faults } from './faults.ts';
import type { FakeSageMaker } from './sagemaker.ts';
import { ServiceError } from './service-error.ts';
import type { VirtualClock } from './virtual-clock.ts';

interface AutoScalingState {
  targets: Record<string, ScalableTarget>;
  /** By resource and name; they go with the target that they scale. */
  policies: Record<string, Record<string, PutScalingPolicyRequest>>;
}

type Suspended = NonNullable<ScalableTarget['SuspendedState']>;

const pageSize = 2;

/** Application Auto Scaling of endpoint variants. It scales when a test says so, and only what is not suspended. */
export class FakeAutoScaling extends FakeService<AutoScalingState> {
  readonly client = this.sender<Pick<ApplicationAutoScalingClient, 'send'>>();
  readonly #sagemaker: FakeSageMaker;

  constructor(clock: VirtualClock, sagemaker: FakeSageMaker, faults = new Faults()) {
    super('application-autoscaling', clock, faults, { targets: {}, policies: {} });
    this.#sagemaker = sagemaker;
  }

  /** Variants of this endpoint that are registered; SageMaker does not let them go. */
  scalable(endpoint: string): string[] {
    const prefix = `endpoint/${endpoint}/variant/`;
    const ids = Object.keys(this.state.targets).filter((id) => id.startsWith(prefix));
    return ids.map((id) => id.slice(prefix.length));
  }

  /** Somebody's load asks for so many instances. False: not registered, suspended, at its bounds, or the endpoint is busy. */
  scale(endpoint: string, variant: string, wanted: number): boolean {
    const target = this.state.targets[`endpoint/${endpoint}/variant/${variant}`];
    const look = this.#sagemaker.look(endpoint);
    const now = look?.ProductionVariants?.find(({ VariantName }) => VariantName === variant)?.DesiredInstanceCount;
    if (!target || now === undefined || look?.EndpointStatus !== 'InService') return false;
    const count = Math.min(target.MaxCapacity ?? 0, Math.max(target.MinCapacity ?? 0, wanted));
    const { DynamicScalingInSuspended, DynamicScalingOutSuspended } = target.SuspendedState ?? {};
    if (count === now || (count < now ? DynamicScalingInSuspended : DynamicScalingOutSuspended)) return false;
    const DesiredWeightsAndCapacities = [{ VariantName: variant, DesiredInstanceCount: count }];
    const command = new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: endpoint,
      DesiredWeightsAndCapacities,
    });
    this.#sagemaker.apply(command);
    return true;
  }

  copy(clock: VirtualClock, sagemaker: FakeSageMaker, faults = this.faults.copy()): FakeAutoScaling {
    const copied = new FakeAutoScaling(clock, sagemaker, faults);
    copied.state = clone(this.state);
    copied.calls = this.calls.map((call) => ({ ...call }));
    return copied;
  }

  protected override perform(operation: string, input: Record<string, unknown>): unknown {
    if (operation === 'RegisterScalableTarget')
      return this.#register(input as unknown as RegisterScalableTargetRequest);
    if (operation === 'DescribeScalableTargets')
      return this.#describe(input as unknown as DescribeScalableTargetsRequest);
    const id = String(input.ResourceId);
    if (!this.state.targets[id]) throw notFound(id);
    if (operation === 'PutScalingPolicy') return this.#put(input as unknown as PutScalingPolicyRequest);
    delete this.state.targets[id];
    delete this.state.policies[id];
    return {};
  }

  /** Registering again changes what is told and keeps the rest; the first time needs both bounds. */
  #register(input: RegisterScalableTargetRequest): { ScalableTargetARN: string } {
    const { ServiceNamespace, ResourceId = '', ScalableDimension } = input;
    const [, endpoint = '', variant] = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(ResourceId) ?? [];
    const variants = this.#sagemaker.look(endpoint)?.ProductionVariants ?? [];
    if (!variants.some(({ VariantName }) => VariantName === variant)) throw invalid(`${ResourceId} does not exist.`);
    const before = this.state.targets[ResourceId];
    const { MinCapacity = before?.MinCapacity, MaxCapacity = before?.MaxCapacity } = input;
    if (MinCapacity === undefined || MaxCapacity === undefined)
      throw invalid('MinCapacity and MaxCapacity are required.');
    if (MinCapacity > MaxCapacity) throw invalid('MaxCapacity must be greater than or equal to MinCapacity.');
    const never: Suspended = {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    };
    const arn = `arn:aws:application-autoscaling:eu-central-1:123456789012:scalable-target/${ResourceId.replaceAll('/', '-')}`;
    this.state.targets[ResourceId] = {
      ServiceNamespace,
      ResourceId,
      ScalableDimension,
      MinCapacity,
      MaxCapacity,
      RoleARN: input.RoleARN ?? before?.RoleARN ?? 'arn:aws:iam::123456789012:role/aws-service-role',
      CreationTime: before?.CreationTime ?? this.clock.now(),
      SuspendedState: { ...never, ...before?.SuspendedState, ...input.SuspendedState },
      ScalableTargetARN: arn,
    };
    return { ScalableTargetARN: arn };
  }

  #put(policy: PutScalingPolicyRequest): { PolicyARN: string } {
    const { ResourceId = '', PolicyName = '' } = policy;
    this.state.policies[ResourceId] = { ...this.state.policies[ResourceId], [PolicyName]: policy };
    const PolicyARN = `arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:1:resource/sagemaker/${ResourceId}:policyName/${PolicyName}`;
    return { PolicyARN };
  }

  #describe({ ResourceIds, ScalableDimension, NextToken }: DescribeScalableTargetsRequest) {
    const all = Object.values(this.state.targets).filter(
      (one) =>
        (!ResourceIds || ResourceIds.includes(one.ResourceId ?? '')) &&
        (!ScalableDimension || ScalableDimension === one.ScalableDimension),
    );
    const from = Number(NextToken ?? 0);
    const next = from + pageSize < all.length ? `${from + pageSize}` : undefined;
    return { ScalableTargets: all.slice(from, from + pageSize), NextToken: next };
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

function notFound(id: string): ServiceError {
  return new ServiceError(
    'ObjectNotFoundException',
    `No scalable target found for service namespace: sagemaker, resource ID: ${id}`,
  );
}
