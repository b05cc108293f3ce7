import type { LambdaSend } from '../clients.ts';
import { type HttpAnswer, invokePayload, payloadOf } from '../lambda-http.ts';
import { listVersions } from '../targets/lambda-versions.ts';
import { type DoorAnswer, refusal } from './answer.ts';
import { type Backend, guarded, tooLarge } from './backend.ts';
import type { Invocation } from './request.ts';

/** Of a synchronous invocation: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const payloadLimitBytes = 6 * 1024 * 1024;

/** A container-image function behind the Lambda Web Adapter: its alias, and its versions. */
export class LambdaBackend implements Backend {
  readonly #client: LambdaSend;
  readonly #served: { functionName: string; alias: string };
  readonly #servables = new Map<string, string>();

  constructor(client: LambdaSend, served: { functionName: string; alias: string }) {
    this.#client = client;
    this.#served = served;
  }

  live(invocation: Invocation, limitMs: number): Promise<DoorAnswer> {
    return guarded(limitMs, null, (signal) => this.#ask(this.#served.alias, null, invocation, signal));
  }

  version(servableId: string, invocation: Invocation, limitMs: number): Promise<DoorAnswer> {
    return guarded(limitMs, servableId, async (signal) => {
      const version = await this.#versionOf(servableId);
      if (version === undefined)
        return refusal(503, 'no-version', 'No version serves this share of the traffic.', servableId);
      return this.#ask(version, servableId, invocation, signal);
    });
  }

  async ping(limitMs: number): Promise<number> {
    const { status } = await guarded(limitMs, null, async (signal) => {
      const payload = payloadOf({ method: 'GET', path: '/ping' });
      return answerOf(await this.#invoke(this.#served.alias, payload, signal), null);
    });
    return status;
  }

  async #ask(
    qualifier: string,
    servable: string | null,
    { body, isBase64, headers }: Invocation,
    signal: AbortSignal,
  ): Promise<DoorAnswer> {
    const payload = payloadOf({ method: 'POST', path: '/invocations', body, isBase64, headers });
    if (payload.byteLength > payloadLimitBytes) return tooLarge(servable);
    const answer = await this.#invoke(qualifier, payload, signal);
    return answerOf(answer, servable ?? (await this.#servableOf(answer.version)));
  }

  #invoke(qualifier: string, payload: Uint8Array, signal: AbortSignal): Promise<HttpAnswer> {
    return invokePayload(this.#client, { functionName: this.#served.functionName, qualifier }, payload, signal);
  }

  async #servableOf(version: string | undefined): Promise<string | null> {
    if (version === undefined) return null;
    if (!this.#servables.has(version)) await this.#learn().catch(() => {});
    return this.#servables.get(version) ?? `unknown-version-${version}`;
  }

  async #versionOf(servableId: string): Promise<string | undefined> {
    return this.#known(servableId) ?? (await this.#learn().then(() => this.#known(servableId)));
  }

  /** The same content may have been published again: the newest. */
  #known(servableId: string): string | undefined {
    return [...this.#servables].findLast(([, id]) => id === servableId)?.[0];
  }

  async #learn(): Promise<void> {
    const versions = await listVersions(this.#client, this.#served.functionName);
    this.#servables.clear();
    for (const { version, servableId } of versions) this.#servables.set(version, servableId);
  }
}

function answerOf(answer: HttpAnswer, servable: string | null): DoorAnswer {
  if (answer.kind === 'crash') return refusal(502, 'model-failed', 'The model failed to answer.', servable);
  const { status, bytes: body, contentType } = answer;
  return { status, body, contentType, servable };
}
