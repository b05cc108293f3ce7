import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { isNamed, type SageMakerRuntimeSend } from '../../clients.ts';

/** Where one version is asked: a variant of an endpoint, past its weights, or an endpoint that has no other. */
export interface InvokedVariant {
  endpointName: string;
  variant?: string | undefined;
}

/** `absent`: there is no such endpoint or variant. `silent`: SageMaker answers in place of the container. */
export type InvokeAnswer =
  | { kind: 'answer'; status: number; text: string }
  | { kind: 'absent' | 'silent'; reason: string };

const noAnswer = ['InternalDependencyException', 'InternalFailure', 'ModelNotReadyException', 'ServiceUnavailable'];

/**
 * Posts JSON to `/invocations`. SageMaker makes every status beside 2xx a ModelError and keeps the container's own in it.
 * Throttling, missing permissions and the like are thrown.
 */
export async function invokeVariant(
  client: SageMakerRuntimeSend,
  { endpointName: EndpointName, variant: TargetVariant }: InvokedVariant,
  body: unknown,
): Promise<InvokeAnswer> {
  const headers = { ContentType: 'application/json', Accept: 'application/json' };
  const request = { EndpointName, TargetVariant, ...headers, Body: new TextEncoder().encode(JSON.stringify(body)) };
  try {
    const answer = await client.send(new InvokeEndpointCommand(request));
    return { kind: 'answer', status: 200, text: new TextDecoder().decode(answer.Body) };
  } catch (error) {
    return readFailure(error);
  }
}

function readFailure(error: unknown): InvokeAnswer {
  if (!(error instanceof Error)) throw error;
  // Its own spelling, as opposed to the control plane's; not found is one of its meanings.
  if (isNamed(error, 'ValidationError')) return { kind: 'absent', reason: error.message };
  if (isNamed(error, ...noAnswer)) return { kind: 'silent', reason: `${error.name}: ${error.message}` };
  if (!isNamed(error, 'ModelError')) throw error;
  const { OriginalStatusCode: status = 500, OriginalMessage: text = error.message } = error as {
    OriginalStatusCode?: number;
    OriginalMessage?: string;
  };
  return { kind: 'answer', status, text };
}
