import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
} from '@aws-sdk/client-sagemaker';
import { InputError } from '../../../core/errors.ts';
import type { Progress } from '../../../core/rollout/traffic.ts';
import type { SageMakerSend } from '../../clients.ts';
import { absent, isBusy, isMissing, isOverQuota, isTaken, taken } from '../../sagemaker-errors.ts';
import { describe } from './live-endpoint.ts';
import { modelName } from './model.ts';
import { namesOf } from './names.ts';
import type { ServedEndpoint } from './served-endpoint.ts';
import { tagList } from './tags.ts';

export function proofName({ endpointName }: Pick<ServedEndpoint, 'endpointName'>, servableId: string): string {
  return `${namesOf(endpointName).proof}${servableId}`;
}

/** An endpoint for one version alone, on which it comes up or does not, and is asked for predictions, before it gets traffic. */
export class Proof {
  private readonly client: SageMakerSend;
  private readonly served: ServedEndpoint;

  constructor(client: SageMakerSend, served: ServedEndpoint) {
    this.client = client;
    this.served = served;
  }

  /** @throws InputError `not-ready` when SageMaker gave up on it, and then nothing is left; `capacity` over the account's quota */
  async ready(servableId: string): Promise<Progress> {
    const EndpointName = proofName(this.served, servableId);
    const told = await describe(this.client, EndpointName);
    if (told === undefined) return this.launch(EndpointName, servableId);
    if (told.EndpointStatus === 'InService') return 'done';
    if (told.EndpointStatus !== 'Failed') return 'pending';
    await this.remove(servableId);
    await this.client.send(new DeleteModelCommand({ ModelName: modelName(this.served, servableId) })).catch(absent);
    throw new InputError(
      'not-ready',
      `${servableId} does not come up on SageMaker: ${told.FailureReason ?? 'no reason given'}`,
    );
  }

  /** Endpoint and configuration; pending while SageMaker is busy with it. */
  async remove(servableId: string): Promise<Progress> {
    const name = proofName(this.served, servableId);
    try {
      await this.client.send(new DeleteEndpointCommand({ EndpointName: name })).catch(absent);
    } catch (error) {
      if (isBusy(error)) return 'pending';
      throw error;
    }
    await this.client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name })).catch(absent);
    return 'done';
  }

  private async launch(name: string, servableId: string): Promise<Progress> {
    const variant = { VariantName: 'proof', ModelName: modelName(this.served, servableId), ...this.capacity() };
    const Tags = tagList(this.served);
    const config = { EndpointConfigName: name, ProductionVariants: [variant], Tags };
    await this.client.send(new CreateEndpointConfigCommand(config)).catch(taken);
    try {
      await this.client.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name, Tags }));
    } catch (error) {
      if (isOverQuota(error))
        throw new InputError('capacity', `${name} cannot be launched: ${(error as Error).message}`);
      // Somebody was faster, or the configuration is too new to be found.
      if (!isTaken(error) && !isMissing(error)) throw error;
    }
    return 'pending';
  }

  private capacity() {
    const { proof, serverless, instanceType } = this.served;
    const small = serverless ?? proof;
    if (small) return { ServerlessConfig: { MemorySizeInMB: small.memoryMb, MaxConcurrency: small.maxConcurrency } };
    return { InstanceType: instanceType as never, InitialInstanceCount: 1 };
  }
}
