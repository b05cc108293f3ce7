import { type DoorAnswer, json } from '../../../lib/aws/door/answer.ts';
import type { Backend } from '../../../lib/aws/door/backend.ts';
import { serve } from '../../../lib/aws/door/door.ts';
import { LiveRoute } from '../../../lib/aws/door/live-route.ts';
import type { Invocation } from '../../../lib/aws/door/request.ts';
import { type DoorRoute, readDocument, writeDocument } from '../../../lib/aws/door/route-document.ts';
import { plainDoor } from '../../../lib/core/rollout/step.ts';
import { FixedClock } from '../../support/clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';

export interface Sent {
  method?: string;
  path?: string;
  body?: string;
  headers?: Record<string, string>;
  isBase64Encoded?: boolean;
}

/** As a function URL hands it on. */
export function event({ method = 'POST', path = '/invocations', body, headers = {}, isBase64Encoded = false }: Sent) {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    requestContext: { http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' } },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded,
  };
}

export const mirrored: DoorRoute = {
  stable: 'one',
  candidate: 'two',
  candidatePercent: 100,
  manner: 'mirrored',
  door: plainDoor,
};
export const sticky: DoorRoute = { ...mirrored, manner: 'sticky', candidatePercent: 30 };

export const predicting = (label: unknown, servable = 'one'): DoorAnswer =>
  json(200, { predictions: [{ label }] }, servable);

/** A door over a store in memory and a model of two versions. */
export class DoorWorld {
  readonly store = new MemoryStore();
  readonly clock = new FixedClock('2026-11-27T18:00:00.000Z');
  /** What happened, in order. */
  readonly events: string[] = [];
  readonly lines: Array<Record<string, unknown>> = [];
  asked: Array<{ to: string; invocation: Invocation; limitMs: number }> = [];
  answers: { live: () => Promise<DoorAnswer>; version: (id: string) => Promise<DoorAnswer> } = {
    live: async () => predicting('a'),
    version: async (id) => predicting('a', id),
  };
  capturePercent = 0;
  leftMs = 60_000;
  uniform = () => 0;
  pinged = 200;

  readonly backend: Backend = {
    live: (invocation, limitMs) => this.#ask('live', invocation, limitMs, () => this.answers.live()),
    version: (id, invocation, limitMs) => this.#ask(id, invocation, limitMs, () => this.answers.version(id)),
    ping: async () => this.pinged,
  };

  async routed(route: DoorRoute | null): Promise<this> {
    await writeDocument(this.store, 'iris', route, await readDocument(this.store, 'iris'));
    return this;
  }

  /** Answers what the caller got, once all is done. */
  async call(
    sent: Sent | { event: unknown },
  ): Promise<{ status: number; body: unknown; text: string; servable: string | null }> {
    let got: DoorAnswer | undefined;
    const parts = {
      pipeline: 'iris',
      // Each call reads the route anew.
      route: new LiveRoute(this.store, 'iris'),
      backend: this.backend,
      store: this.store,
      clock: this.clock,
      capturePercent: this.capturePercent,
      uniform: () => this.uniform(),
      print: (line: string) => void this.lines.push(JSON.parse(line)),
    };
    const raw = 'event' in sent ? sent.event : event(sent);
    await serve(
      raw,
      parts,
      () => this.leftMs,
      async (answer) => {
        this.events.push('answered');
        got = answer;
      },
    );
    if (!got) throw new Error('nobody was answered');
    const text = new TextDecoder().decode(got.body);
    return { status: got.status, text, body: parsed(text), servable: got.servable };
  }

  /** Metric lines without what AWS needs around them. */
  get counted(): Array<Record<string, unknown>> {
    return this.lines.map(({ _aws, ...values }) => values);
  }

  async #ask(to: string, invocation: Invocation, limitMs: number, answer: () => Promise<DoorAnswer>) {
    this.events.push(`asked ${to}`);
    this.asked.push({ to, invocation, limitMs });
    return answer();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
