import type { DescribeEndpointOutput, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { clone } from './clone.ts';
import { FakeService } from './fake-service.ts';
import { Faults } from './faults.ts';
import type { SageMakerContext, SageMakerTimer } from './sagemaker/context.ts';
import { alarmed, begin, fail, missingOf, proceed, rolledBack } from './sagemaker/deploy.ts';
import { describe } from './sagemaker/describe.ts';
import { endpointOperations } from './sagemaker/endpoints.ts';
import { announce } from './sagemaker/events.ts';
import { type Arm, armsOf } from './sagemaker/fleet.ts';
import { listOperations } from './sagemaker/lists.ts';
import { contentOperations } from './sagemaker/models.ts';
import { notFound } from './sagemaker/refusals.ts';
import {
  type Endpoint,
  type EndpointEvent,
  emptySageMaker,
  type SageMakerSettings,
  type SageMakerState,
} from './sagemaker/state.ts';
import type { Troubled } from './under-fault.ts';
import type { VirtualClock } from './virtual-clock.ts';

type Neighbours = Pick<SageMakerContext, 'tripped' | 'scalable'>;
type Operation = (context: SageMakerContext, input: never, troubled?: Troubled) => unknown;

const operations: Record<string, Operation> = { ...contentOperations, ...endpointOperations, ...listOperations };

/** SageMaker's control plane: models, configurations, and endpoints as state machines on a virtual clock. */
export class FakeSageMaker extends FakeService<SageMakerState, SageMakerTimer> {
  readonly client = this.sender<Pick<SageMakerClient, 'send'>>();
  /** Set by who puts the services together; alone there are no alarms and no scalable targets. */
  neighbours: Neighbours = { tripped: () => [], scalable: () => [] };

  constructor(clock: VirtualClock, faults = new Faults(), settings: Partial<SageMakerSettings> = {}) {
    super('sagemaker', clock, faults, emptySageMaker(settings));
  }

  /** What comes of the next deployments that are begun, in their order; undefined: all is well. */
  nextDeployments(...troubles: Array<Troubled['trouble'] | Troubled | undefined>): this {
    this.state.troubles.push(...troubles.map((one) => (typeof one === 'string' ? { trouble: one } : one)));
    return this;
  }

  /** Lets a stuck deployment go on. */
  unstick(name: string): void {
    const { deployment } = this.#endpoint(name);
    if (deployment?.troubled?.trouble !== 'stuck') throw new Error(`${name} is not stuck`);
    deployment.troubled = undefined;
    this.#context.after(0, { type: 'stage', endpoint: name, deployment: deployment.id });
    this.clock.advance(0);
  }

  /** SageMaker maintains the endpoint: nothing about it can be changed meanwhile. */
  systemUpdate(name: string, seconds: number): void {
    const stages = [{ status: 'Updating' as const, message: '', seconds, greenPercent: 0 }];
    begin(this.#context, this.#endpoint(name), { kind: 'system', stages });
  }

  outOfService(name: string): void {
    const endpoint = this.#endpoint(name);
    endpoint.status = 'OutOfService';
    announce(this.state, this.clock.nowMs, 'endpoint', endpoint);
  }

  /** CloudWatch says that an alarm went to ALARM. */
  alarmed(alarmName: string): void {
    alarmed(this.#context, alarmName);
  }

  /** The configurations and models that this endpoint could not do without, and which are gone. */
  brokenByDeletion(name: string): string[] {
    const endpoint = this.#endpoint(name);
    return missingOf(this.state, endpoint, endpoint.deployment?.green);
  }

  /** Who gets the requests now. Sums up to 1 without the shadows; empty while nothing serves. */
  arms(name: string): Arm[] {
    const { fleet, deployment, leftover, status } = this.#endpoint(name);
    if (!fleet || ['OutOfService', 'Deleting', 'Failed', 'Creating'].includes(status)) return [];
    const green = leftover ?? (deployment?.green && { fleet: deployment.green, percent: deployment.greenPercent });
    const arms = [...armsOf(fleet, 100 - (green?.percent ?? 0)), ...(green ? armsOf(green.fleet, green.percent) : [])];
    return arms.filter(({ share, config }) => share > 0 || config === fleet.configName);
  }

  /** What DescribeEndpoint would answer if it were consistent; undefined: there is no such endpoint. */
  look(name: string): DescribeEndpointOutput | undefined {
    const endpoint = this.state.endpoints[name];
    return endpoint && clone(describe(endpoint));
  }

  takeEvents(): EndpointEvent[] {
    return this.state.events.splice(0);
  }

  copy(clock: VirtualClock, faults = this.faults.copy()): FakeSageMaker {
    const copied = new FakeSageMaker(clock, faults);
    copied.state = clone(this.state);
    copied.calls = this.calls.map((call) => ({ ...call }));
    return copied;
  }

  protected override perform(operation: string, input: Record<string, unknown>, told?: Troubled): unknown {
    const name = String(input.EndpointName);
    if (operation === 'DescribeEndpoint') return this.#describe(name);
    const answer = operations[operation];
    if (!answer) throw new Error(`the fake knows no ${operation}`);
    const seen = this.look(name);
    const deploys = operation in endpointOperations;
    const answered = answer(this.#context, input as never, told ?? (deploys ? this.state.troubles[0] : undefined));
    if (deploys && !told) this.state.troubles.shift();
    const { staleReads } = this.state.settings;
    if (deploys && staleReads > 0) this.state.stale[name] = { left: staleReads, seen };
    return answered;
  }

  protected override due({ type, endpoint: name, deployment: id }: SageMakerTimer): void {
    const endpoint = this.state.endpoints[name];
    const deployment = endpoint?.deployment;
    if (!endpoint || deployment?.id !== id) return;
    // A stuck deployment outlives its limit: hashicorp/terraform-provider-aws 39040.
    const still = deployment.rollingBack || deployment.troubled?.trouble === 'stuck';
    if (type === 'rolled-back') rolledBack(this.#context, endpoint, deployment);
    else if (still) return;
    else if (type === 'stage') proceed(this.#context, endpoint, deployment);
    else fail(this.#context, endpoint, deployment, 'The deployment exceeded its time limit.');
  }

  #describe(name: string): DescribeEndpointOutput {
    const stale = this.state.stale[name];
    const isStale = stale !== undefined && stale.left > 0;
    if (isStale) stale.left -= 1;
    const seen = isStale ? stale.seen : this.look(name);
    if (!seen) throw notFound('endpoint', name);
    return seen;
  }

  #endpoint(name: string): Endpoint {
    const found = this.state.endpoints[name];
    if (!found) throw new Error(`the fake has no endpoint ${name}`);
    return found;
  }

  get #context(): SageMakerContext {
    return {
      state: this.state,
      nowMs: this.clock.nowMs,
      after: (seconds, event) => this.clock.after(seconds, { to: this.service, event }),
      ...this.neighbours,
    };
  }
}
