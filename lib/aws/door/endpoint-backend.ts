import { InvokeEndpointCommand, type InvokeEndpointCommandOutput } from '@aws-sdk/client-sagemaker-runtime';
import { isNamed, type SageMakerRuntimeSend } from '../clients.ts';
import { readVariantName, variantName } from '../targets/sagemaker/names.ts';
import { type DoorAnswer, refusal } from './answer.ts';
import { type Backend, guarded, tooLarge } from './backend.ts';
import type { Invocation } from './request.ts';

/** Of InvokeEndpoint: 25 MB since 2025, and before that 6 MB, which is also what reaches a function. */
const payloadLimitBytes = 6 * 1024 * 1024;

/** A SageMaker endpoint: by its weights, and variant by variant. */
export class EndpointBackend implements Backend {
  readonly #client: SageMakerRuntimeSend;
  readonly #endpointName: string;

  constructor(client: SageMakerRuntimeSend, endpointName: string) {
    this.#client = client;
    this.#endpointName = endpointName;
  }

  live(invocation: Invocation, limitMs: number): Promise<DoorAnswer> {
    return guarded(limitMs, null, (signal) => this.#ask(undefined, invocation, signal));
  }

  version(servableId: string, invocation: Invocation, limitMs: number): Promise<DoorAnswer> {
    return guarded(limitMs, servableId, (signal) => this.#ask(servableId, invocation, signal));
  }

  /** An endpoint has no look that costs nothing: that the door is up is all that is said. */
  async ping(): Promise<number> {
    return 200;
  }

  async #ask(servable: string | undefined, invocation: Invocation, abortSignal: AbortSignal): Promise<DoorAnswer> {
    const { body, isBase64, headers } = invocation;
    const Body = Buffer.from(body, isBase64 ? 'base64' : 'utf8');
    if (Body.byteLength > payloadLimitBytes) return tooLarge(servable ?? null);
    const command = new InvokeEndpointCommand({
      EndpointName: this.#endpointName,
      TargetVariant: servable && variantName('cand', servable),
      ContentType: headers['content-type'] ?? 'application/json',
      Accept: headers.accept,
      CustomAttributes: headers['x-amzn-sagemaker-custom-attributes'],
      Body,
    });
    try {
      return answerOf(await this.#client.send(command, { abortSignal }));
    } catch (error) {
      return failureOf(error, servable ?? null);
    }
  }
}

function answerOf({ Body, ContentType, InvokedProductionVariant }: InvokeEndpointCommandOutput): DoorAnswer {
  const { servableId } = readVariantName(InvokedProductionVariant) ?? {};
  const servable = servableId ?? (InvokedProductionVariant ? `unknown-variant-${InvokedProductionVariant}` : null);
  return { status: 200, body: Body ?? new Uint8Array(), contentType: ContentType ?? null, servable };
}

/** SageMaker makes every status beside 2xx a ModelError and keeps the container's own in it; below 500 it is for the caller. */
function failureOf(error: unknown, servable: string | null): DoorAnswer {
  if (isNamed(error, 'ValidationError'))
    return refusal(503, 'no-version', 'No version serves this share of the traffic.', servable);
  if (!isNamed(error, 'ModelError')) throw error;
  const { OriginalStatusCode: status = 500, OriginalMessage: text = '' } = error as {
    OriginalStatusCode?: number;
    OriginalMessage?: string;
  };
  if (status >= 500) return refusal(502, 'model-failed', 'The model failed to answer.', servable);
  return { status, body: new TextEncoder().encode(text), contentType: 'application/json', servable };
}
