import { InternalError } from '../core/errors.ts';
import type { Scorer } from '../ports.ts';
import { isNamed, type LambdaSend } from './clients.ts';
import { invokeHttp } from './lambda-http.ts';
import { parsedJson } from './parsed-json.ts';
import { listVersions } from './targets/lambda-versions.ts';

/** Asks one version of the served function directly, past the alias. Latency is what a caller sees, Lambda's own part included. */
export class LambdaScorer implements Scorer {
  private readonly client: LambdaSend;
  private readonly functionName: string;
  private readonly known = new Map<string, string>();

  constructor(client: LambdaSend, functionName: string) {
    this.client = client;
    this.functionName = functionName;
  }

  async predict(
    servableId: string,
    instances: unknown[],
  ): Promise<{ status: number; body: unknown; latencyMs: number }> {
    const request = { method: 'POST', path: '/invocations', body: JSON.stringify({ instances }) } as const;
    const invoke = async () => {
      const version = { functionName: this.functionName, qualifier: await this.versionOf(servableId) };
      return invokeHttp(this.client, version, request);
    };
    const started = performance.now();
    const answer = await invoke().catch((error) => {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
      // The same content may have been published anew since this container learned its number.
      this.known.delete(servableId);
      return invoke();
    });
    const latencyMs = performance.now() - started;
    if (answer.kind === 'crash') return { status: 502, body: answer.reason, latencyMs };
    return { status: answer.status, body: parsedJson(answer.text), latencyMs };
  }

  private async versionOf(servableId: string): Promise<string> {
    const known = this.known.get(servableId);
    if (known !== undefined) return known;
    for (const { servableId: id, version } of await listVersions(this.client, this.functionName))
      this.known.set(id, version);
    const found = this.known.get(servableId);
    if (found !== undefined) return found;
    throw new InternalError(
      'not-prepared',
      `${this.functionName} has no version of ${servableId}: it was not prepared.`,
    );
  }
}
