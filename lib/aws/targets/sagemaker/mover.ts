import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  type DeploymentConfig,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import { InputError } from '../../../core/errors.ts';
import type { Progress } from '../../../core/rollout/traffic.ts';
import type { Clock } from '../../../ports.ts';
import type { SageMakerSend } from '../../clients.ts';
import { absent, isBusy, isCurrent, isMissing, isOverQuota, isTaken } from '../../sagemaker-errors.ts';
import { Attempts, type Intent } from './attempt.ts';
import { ensureConfig, type Fleet } from './config.ts';
import type { LiveEndpoint } from './live-endpoint.ts';
import type { Scaling } from './scaling.ts';
import type { ServedEndpoint } from './served-endpoint.ts';
import { tagList } from './tags.ts';

/** How SageMaker moves traffic by itself, once what watches over it is ready. */
export interface Rules {
  deployment: DeploymentConfig;
  ready: () => Promise<boolean>;
}

/** Changes an endpoint. Every call makes at most one change of it, and whether that took effect the next look tells. */
export class EndpointMover {
  private readonly client: SageMakerSend;
  private readonly scaling: Scaling;
  private readonly served: ServedEndpoint;
  private readonly attempts: Attempts;

  constructor(client: SageMakerSend, scaling: Scaling, served: ServedEndpoint, clock: Clock) {
    this.client = client;
    this.scaling = scaling;
    this.served = served;
    this.attempts = new Attempts(client, clock);
  }

  async create(fleet: Fleet): Promise<Progress> {
    const EndpointConfigName = await ensureConfig(this.client, this.served, fleet);
    const Tags = tagList(this.served);
    return this.begun(() => this.client.send(new CreateEndpointCommand({ ...this.name, EndpointConfigName, Tags })));
  }

  async delete(): Promise<Progress> {
    return this.begun(() => this.client.send(new DeleteEndpointCommand(this.name)).catch(absent));
  }

  /** @throws InputError `capacity`, or `rolled-back` with rules of its own, when this was attempted before and given up */
  async update(live: LiveEndpoint, fleet: Fleet, rules?: Rules): Promise<Progress> {
    const configName = await ensureConfig(this.client, this.served, fleet);
    const change = async () => {
      await this.scaling.suspend(live, fleet);
      const DeploymentConfig = rules?.deployment;
      await this.client.send(new UpdateEndpointCommand({ ...this.to(configName), DeploymentConfig }));
    };
    return this.attempt(live, { configName }, change, rules);
  }

  /** What SageMaker took back by itself. */
  async takenBack(live: LiveEndpoint): Promise<InputError> {
    await this.attempts.forget(live);
    return this.givenUp('rolled-back', live.told?.FailureReason);
  }

  /**
   * A whole new fleet for an endpoint that is broken, without a thought for what was tried before. A configuration in use is no
   * way out, so an equal one of another name takes turns with it.
   */
  async restore(live: LiveEndpoint, fleet: Fleet): Promise<Progress> {
    let configName = await ensureConfig(this.client, this.served, { ...fleet, again: true });
    if (configName === live.configName) configName = await ensureConfig(this.client, this.served, fleet);
    await this.scaling.suspend(live, fleet);
    return this.begun(() => this.client.send(new UpdateEndpointCommand(this.to(configName))));
  }

  /** @throws InputError `capacity` */
  async grow(live: LiveEndpoint, counts: ReadonlyMap<string, number>): Promise<Progress> {
    const { configName } = live;
    const DesiredWeightsAndCapacities = [...counts].map(([VariantName, count]) => ({
      VariantName,
      DesiredInstanceCount: count,
    }));
    const command = new UpdateEndpointWeightsAndCapacitiesCommand({ ...this.name, DesiredWeightsAndCapacities });
    return this.attempt(live, { configName, counts }, () => this.client.send(command));
  }

  /** The whole of a rollback, and of each step once its instances are there: nothing is launched. */
  async weigh(weights: ReadonlyMap<string, number>): Promise<Progress> {
    const DesiredWeightsAndCapacities = [...weights].map(([VariantName, DesiredWeight]) => ({
      VariantName,
      DesiredWeight,
    }));
    const command = new UpdateEndpointWeightsAndCapacitiesCommand({ ...this.name, DesiredWeightsAndCapacities });
    return this.begun(() => this.client.send(command));
  }

  private get name() {
    return { EndpointName: this.served.endpointName };
  }

  /** Counts stay as scaling left them; weights and what is captured are as the new configuration says. */
  private to(EndpointConfigName: string) {
    const retained = this.served.serverless
      ? {}
      : {
          RetainAllVariantProperties: true,
          ExcludeRetainedVariantProperties: [
            { VariantPropertyType: 'DesiredWeight' as const },
            { VariantPropertyType: 'DataCaptureConfig' as const },
          ],
        };
    return { ...this.name, EndpointConfigName, ...retained };
  }

  private async attempt(
    live: LiveEndpoint,
    intent: Intent,
    change: () => Promise<unknown>,
    rules?: Rules,
  ): Promise<Progress> {
    const state = await this.attempts.stateOf(live, intent);
    if (state === 'given-up') {
      await this.attempts.forget(live);
      throw this.givenUp(rules ? 'rolled-back' : 'capacity', live.told?.FailureReason);
    }
    if (rules && !(await rules.ready())) return 'pending';
    if (state === 'noted') return this.begun(change);
    await this.attempts.note(live, intent);
    return this.begun(change, () => this.attempts.refuse(live, intent));
  }

  /** Whether it was heard or comes too early: ask again. `refused`: what was announced does not happen. */
  private async begun(change: () => Promise<unknown>, refused?: () => Promise<unknown>): Promise<Progress> {
    try {
      await change();
    } catch (error) {
      if (isOverQuota(error)) throw this.givenUp('capacity', (error as Error).message);
      if (!(isBusy(error) || isMissing(error) || isTaken(error) || isCurrent(error))) throw error;
      await refused?.();
    }
    return 'pending';
  }

  private givenUp(code: string, reason = 'SageMaker gave no reason'): InputError {
    const { endpointName } = this.served;
    const sentence = `${endpointName} did not get what was asked for, and all traffic is where it was: ${reason}`;
    return new InputError(code, sentence);
  }
}
