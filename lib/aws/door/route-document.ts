import * as z from 'zod';
import { InternalError } from '../../core/errors.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';

const doorManners = ['mirrored', 'sticky'] as const;

const doorRoute = z.strictObject({
  stable: z.string().min(1),
  candidate: z.string().min(1),
  candidatePercent: z.number().gt(0).max(100),
  manner: z.enum(doorManners),
  /** DoorOptions of the plan. */
  door: z.strictObject({ userHeader: z.string(), tolerance: z.number(), lowest: z.number(), highest: z.number() }),
});
const schema = z.strictObject({ route: doorRoute.nullable() });

/** What the front door does beside what its target does by itself. */
export type DoorRoute = z.output<typeof doorRoute>;

export interface DoorDocument {
  /** Null: everything goes to the target as it comes. */
  route: DoorRoute | null;
  /** Null: there is no document yet. */
  etag: string | null;
}

/** @throws InternalError `bad-route-document` for one that nobody of us wrote */
export async function readDocument(store: ObjectStore, pipeline: string): Promise<DoorDocument> {
  const key = layout.doorRoute(pipeline);
  const stored = await store.get(key);
  if (stored === undefined) return { route: null, etag: null };
  const read = schema.safeParse(parsed(stored.bytes));
  if (read.success) return { route: read.data.route, etag: stored.etag };
  const [issue] = read.error.issues;
  throw new InternalError('bad-route-document', `${key}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`);
}

/** Compare-and-set on what was read; false: somebody else wrote since. A document is never deleted, so that this holds for the end too. */
export async function writeDocument(
  store: ObjectStore,
  pipeline: string,
  route: DoorRoute | null,
  { etag }: DoorDocument,
): Promise<boolean> {
  const condition = etag === null ? ({ absent: true } as const) : { match: etag };
  return (await store.put(layout.doorRoute(pipeline), JSON.stringify({ route }), condition)).won;
}

/** As a target tells it. */
export function routeIn({ stable, candidate, candidatePercent, manner }: DoorRoute): Route {
  return { stable, candidate, candidatePercent, manner };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
