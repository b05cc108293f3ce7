import type {
  InvokeEndpointInput,
  InvokeEndpointOutput,
  SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { clone } from './clone.ts';
import { FakeService } from './fake-service.ts';
import { Faults } from './faults.ts';
import type { Arm } from './sagemaker/fleet.ts';
import type { FakeSageMaker } from './sagemaker.ts';
import { ServiceError } from './service-error.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface Invocation {
  endpoint: string;
  arm: Arm;
  body: string;
  contentType: string | undefined;
  inferenceId: string | undefined;
}

/** What a model answers; a status beside 2xx is the container's own, and the caller sees a ModelError. */
export interface ModelAnswer {
  status?: number;
  body: string;
}

interface RuntimeState {
  requests: number;
  invocations: Invocation[];
}

/** Fractions of the golden ratio: any weights are met evenly, and the same calls meet the same variants. */
const golden = (Math.sqrt(5) - 1) / 2;

/** Invocations of the endpoints of a fake SageMaker, answered by a hook. */
export class FakeSageMakerRuntime extends FakeService<RuntimeState> {
  readonly client = this.sender<Pick<SageMakerRuntimeClient, 'send'>>();
  answer: (invocation: Invocation) => ModelAnswer = () => ({ body: '{}' });
  readonly #sagemaker: FakeSageMaker;

  constructor(clock: VirtualClock, sagemaker: FakeSageMaker, faults = new Faults()) {
    super('sagemaker-runtime', clock, faults, { requests: 0, invocations: [] });
    this.#sagemaker = sagemaker;
  }

  copy(clock: VirtualClock, sagemaker: FakeSageMaker, faults = this.faults.copy()): FakeSageMakerRuntime {
    const copied = new FakeSageMakerRuntime(clock, sagemaker, faults);
    copied.state = clone(this.state);
    copied.calls = this.calls.map((call) => ({ ...call }));
    copied.answer = this.answer;
    return copied;
  }

  protected override perform(_: string, told: Record<string, unknown>): InvokeEndpointOutput {
    const input = told as unknown as InvokeEndpointInput;
    const endpoint = String(input.EndpointName);
    if (!this.#sagemaker.look(endpoint)) throw invalid(`Endpoint ${endpoint} of account 123456789012 not found.`);
    const arms = this.#sagemaker.arms(endpoint);
    const arm = this.#armOf(arms, input.TargetVariant);
    const invocation = (one: Arm): Invocation => ({
      endpoint,
      arm: one,
      body: typeof input.Body === 'string' ? input.Body : new TextDecoder().decode(input.Body as Uint8Array),
      contentType: input.ContentType,
      inferenceId: input.InferenceId,
    });
    for (const shadow of arms.filter((one) => one.shadow))
      if (this.#draw() < shadow.share) this.#invoke(invocation(shadow));
    const { status = 200, body } = this.#invoke(invocation(arm));
    if (status < 200 || status > 299) throw modelError(arm.variant, status, body);
    return { Body: blob(body), ContentType: 'application/json', InvokedProductionVariant: arm.variant };
  }

  #armOf(all: Arm[], target: string | undefined): Arm {
    const arms = all.filter(({ shadow }) => !shadow);
    if (arms.length === 0) throw invalid('The endpoint is not in service.');
    const named = target === undefined ? arms : arms.filter(({ variant }) => variant === target);
    if (named.length === 0) throw invalid(`Variant ${target} was not found.`);
    // A target variant may have no weight; two fleets of an update share its requests as they share all others.
    const total = named.reduce((sum, { share }) => sum + share, 0);
    let left = this.#draw() * total;
    const drawn = named.find(({ share }) => {
      left -= share;
      return left < 0;
    });
    return (drawn ?? named[0]) as Arm;
  }

  #draw(): number {
    this.state.requests += 1;
    return (this.state.requests * golden) % 1;
  }

  #invoke(invocation: Invocation): ModelAnswer {
    this.state.invocations.push(invocation);
    return this.answer(invocation);
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

function modelError(variant: string, status: number, body: string): ServiceError {
  const message = `Received server error (${status}) from ${variant} with message "${body}".`;
  return Object.assign(new ServiceError('ModelError', message, 424), {
    OriginalStatusCode: status,
    OriginalMessage: body,
  });
}

function blob(text: string): NonNullable<InvokeEndpointOutput['Body']> {
  return new TextEncoder().encode(text) as NonNullable<InvokeEndpointOutput['Body']>;
}
