import { createHash } from 'node:crypto';
import { compareKeys } from '../../lib/core/object-key.ts';
import type { Route } from '../../lib/core/rollout/traffic.ts';
import type { Body, Condition, ExecutionStatus } from '../../lib/ports.ts';
import type { Answer, Call } from './call.ts';

/** A target as the search sees it: what is asked of it takes effect at once, and time and others change it too. */
export interface Serving {
  /** Who may write: what a call does, or what it throws. */
  perform(call: Call, nowMs: number): unknown;
  copy(): Serving;
  /** As text: two that are equal answer alike from here on. */
  print(nowMs: number): string;
  live(nowMs: number): {
    stable: string | null;
    candidate: string | null;
    candidatePercent: number;
    pending?: string | undefined;
  };
  /** Versions that can serve; what is live must be among them. */
  ready(): Set<string>;
  /** Somebody else's change by hand; false where the service refuses it at this moment. */
  meddle(nowMs: number): boolean;
  /** The service takes back by itself what is under way; false where nothing is, or it never does. */
  revert(nowMs: number): boolean;
  /** When something of its own happens next. */
  due(nowMs: number): number | undefined;
  /** What `meddle` leads to, where that is not what the plain model has. */
  readonly foreign?: Route;
  /** It took back what was under way since it heard nobody: how often: surprises that people may be told of. */
  readonly tookBack?: number;
  /** Whether a write names the state that it was decided on, and is refused where there is another one by then. */
  readonly comparesAndSets: boolean;
  /** What is broken there in a way that no route tells. */
  wrong?(): string | null;
}

export interface Told {
  kind: string;
  sentence: string;
  /** When that was seen of which people are told; only changes by somebody else have it. */
  since?: string | undefined;
}

export const arnOf = (runId: string): string => `arn:aws:states:local:0:execution:delivery:${runId}`;

const etags = new Map<string, string>();

/** SHA-256 of a text; each is hashed once. */
export function etagOf(text: string): string {
  const known = etags.get(text);
  if (known) return known;
  const etag = createHash('sha256').update(text).digest('hex');
  if (etags.size > 200_000) etags.clear();
  etags.set(text, etag);
  return etag;
}

/** All that outlives a process: records, traffic, executions, messages, and calls whose effect is still to come. */
export class Place {
  nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  objects = new Map<string, string>();
  serving: Serving;
  readonly statuses: Map<string, ExecutionStatus>;
  readonly told: Told[];
  /** Calls that were sent, whose sender heard nothing, and which have not arrived. */
  late: Call[] = [];
  /** Runs that were started just now. */
  started: string[] = [];

  constructor(serving: Serving, statuses = new Map<string, ExecutionStatus>(), told: Told[] = []) {
    this.serving = serving;
    this.statuses = statuses;
    this.told = told;
  }

  copy(): Place {
    const copy = new Place(this.serving.copy(), new Map(this.statuses), [...this.told]);
    copy.nowMs = this.nowMs;
    copy.objects = new Map(this.objects);
    copy.late = [...this.late];
    return copy;
  }

  perform(call: Call): Answer {
    try {
      return { value: this.#perform(call) };
    } catch (error) {
      return { error: error as Error };
    }
  }

  /** An execution by the name of its run; there is one of a name. */
  start(runId: string): 'started' | 'already' {
    if (this.statuses.has(arnOf(runId))) return 'already';
    this.statuses.set(arnOf(runId), 'RUNNING');
    this.started = [...this.started, runId];
    return 'started';
  }

  json<T>(key: string): T | undefined {
    const text = this.objects.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  print(): string {
    const objects = [...this.objects].map(([key, text]) => `${key}=${etagOf(text)}`).sort();
    const late = this.late.map((call) => JSON.stringify(call));
    return [
      this.nowMs,
      ...objects,
      this.serving.print(this.nowMs),
      ...[...this.statuses].flat(),
      this.told.length,
      ...late,
    ].join('\n');
  }

  #perform(call: Call): unknown {
    const { port, method, args } = call;
    if (port === 'target' || port === 'aws') return this.serving.perform(call, this.nowMs);
    if (port === 'store') return this.#store(method, args);
    if (port === 'notifier') return void this.told.push(args[0] as Told);
    if (port === 'metrics') return method === 'read' ? [] : new Date(0).toISOString();
    if (method === 'describe') return this.statuses.get(String(args[0])) ?? 'UNKNOWN';
    if (method === 'timeline') return [];
    return method === 'start' ? this.start(String(args[0])) : 'gone';
  }

  #store(method: string, args: readonly unknown[]): unknown {
    if (method === 'list')
      return [...this.objects.keys()].filter((key) => key.startsWith(String(args[0]))).sort(compareKeys);
    const [key, body, condition] = args as [string, Body, Condition | undefined];
    const now = this.objects.get(key);
    if (method === 'get') return now;
    const matches =
      !condition || ('absent' in condition ? now === undefined : now !== undefined && etagOf(now) === condition.match);
    if (!matches) return { won: false };
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
    this.objects.set(key, text);
    return { won: true, etag: etagOf(text) };
  }
}
