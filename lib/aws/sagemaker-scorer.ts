import { InternalError } from '../core/errors.ts';
import type { Scorer } from '../ports.ts';
import type { SageMakerRuntimeSend, SageMakerSend } from './clients.ts';
import { parsedJson } from './parsed-json.ts';
import { askedAt } from './targets/sagemaker/asked-at.ts';
import { type InvokeAnswer, type InvokedVariant, invokeVariant } from './targets/sagemaker/invoke.ts';
import { describe } from './targets/sagemaker/live-endpoint.ts';
import { proofName } from './targets/sagemaker/proof.ts';

/**
 * Asks one version directly: by its variant where it serves, past all weights, else on the endpoint that proves it. Latency is
 * what a caller sees, SageMaker's own part included.
 */
export class SageMakerScorer implements Scorer {
  private readonly clients: { sageMaker: SageMakerSend; runtime: SageMakerRuntimeSend };
  private readonly endpointName: string;
  private readonly known = new Map<string, InvokedVariant>();

  constructor(clients: { sageMaker: SageMakerSend; runtime: SageMakerRuntimeSend }, endpointName: string) {
    this.clients = clients;
    this.endpointName = endpointName;
  }

  async predict(
    servableId: string,
    instances: unknown[],
  ): Promise<{ status: number; body: unknown; latencyMs: number }> {
    const started = performance.now();
    const answer = await this.ask(servableId, { instances });
    const latencyMs = performance.now() - started;
    if (answer.kind === 'answer') return { status: answer.status, body: parsedJson(answer.text), latencyMs };
    if (answer.kind === 'silent') return { status: 502, body: answer.reason, latencyMs };
    throw new InternalError(
      'not-prepared',
      `${servableId} is asked for at ${this.endpointName}, but was not prepared: ${answer.reason}`,
    );
  }

  /** What serves in another place since this container learned of it is looked for once more. */
  private async ask(servableId: string, body: unknown): Promise<InvokeAnswer> {
    const known = this.known.get(servableId);
    if (known !== undefined) {
      const answer = await invokeVariant(this.clients.runtime, known, body);
      if (answer.kind !== 'absent') return answer;
    }
    const told = await describe(this.clients.sageMaker, this.endpointName);
    const proof = { endpointName: proofName({ endpointName: this.endpointName }, servableId) };
    const found = askedAt(told, this.endpointName, servableId) ?? proof;
    this.known.set(servableId, found);
    return invokeVariant(this.clients.runtime, found, body);
  }
}
