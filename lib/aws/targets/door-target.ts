import { canonicalJson } from '../../core/canonical-json.ts';
import { ConflictError } from '../../core/errors.ts';
import { plainDoor, type RolloutPlan } from '../../core/rollout/step.ts';
import { type LiveRoute, type Progress, type Route, routeOf, sameRoute } from '../../core/rollout/traffic.ts';
import type { Servable } from '../../core/servable.ts';
import type { DeploymentTarget, ObjectStore } from '../../ports.ts';
import { type DoorDocument, type DoorRoute, readDocument, routeIn, writeDocument } from '../door/route-document.ts';
import { canonical, only } from './alias-route.ts';

/** What the target behind a door does by itself. */
export interface Behind {
  /** A version can be invoked only where a shift to a sticky route attached it, without weight; an alias has all its versions. */
  attaches: boolean;
}

interface Look {
  document: DoorDocument;
  inner: LiveRoute;
  live: LiveRoute;
}

/**
 * A target behind the front door. Traffic that is mirrored or sticks to users lies in the door's route document, beside an inner
 * target that serves stable alone; all else is the inner target's. To take a mirror or a test back is one write of the document;
 * to promote is the inner target's move first, after which the document says nothing new, and then its end.
 */
export class DoorTarget implements DeploymentTarget {
  private readonly inner: DeploymentTarget;
  private readonly store: ObjectStore;
  private readonly pipeline: string;
  private readonly behind: Behind;

  constructor(inner: DeploymentTarget, store: ObjectStore, pipeline: string, behind: Behind = { attaches: false }) {
    this.inner = inner;
    this.store = store;
    this.pipeline = pipeline;
    this.behind = behind;
  }

  /** What the door sends users to is ready already, and must not be taken away because it fails a look. */
  async prepare(servable: Servable): Promise<Progress> {
    const { route } = await readDocument(this.store, this.pipeline);
    return route?.candidate === servable.id ? 'done' : this.inner.prepare(servable);
  }

  async shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<Progress> {
    const desired = canonical(route);
    const before = canonical(expected);
    const look = await this.look();
    if (!this.between(look, desired, before)) throw foreign(look.live, before);
    return this.isDoors(desired) ? this.open(desired, before, look, plan) : this.close(desired, before, look, plan);
  }

  async observe(): Promise<LiveRoute> {
    return (await this.look()).live;
  }

  async settle(keep: string[], preparedBefore?: string): Promise<Progress> {
    const { document, live } = await this.look();
    const { route } = document;
    const promoted = route !== null && live.stable === route.candidate;
    if (route && !promoted && !keep.includes(route.candidate))
      throw new ConflictError('in-route', `Version ${route.candidate} gets traffic, so it cannot be removed.`);
    // A promotion that died before its last write.
    if (promoted) await writeDocument(this.store, this.pipeline, null, document);
    return this.inner.settle(keep, preparedBefore);
  }

  /** Live is where it was or where it goes, or the inner target is on its way while the document is as it was. */
  private between({ document, inner, live }: Look, desired: Route, before: Route): boolean {
    if (sameRoute(live, desired) || sameRoute(live, before)) return true;
    const untouched = document.route ? sameRoute(routeIn(document.route), before) : !this.isDoors(before);
    return untouched && (sameRoute(inner, this.innerOf(desired)) || inner.pending !== undefined);
  }

  /** To a mirror or a test: the inner target first, then the one write that lets the door begin. */
  private async open(desired: Route, before: Route, look: Look, plan?: RolloutPlan): Promise<Progress> {
    const { document, inner } = look;
    // Attached without weight, as for users: the door sends the copies.
    const wish: Route = this.behind.attaches ? { ...desired, manner: 'sticky' } : this.innerOf(desired);
    if (this.behind.attaches || !sameRoute(inner, wish)) {
      const progress = await this.inner.shift(wish, this.innerOf(before), plan);
      if (progress === 'pending') return 'pending';
    }
    return this.write(doorRouteOf(desired, plan), document, before);
  }

  /** From a mirror or a test, where there is one: callers of the candidate stay with it until it serves everybody. */
  private async close(desired: Route, before: Route, look: Look, plan?: RolloutPlan): Promise<Progress> {
    if (!sameRoute(look.inner, desired)) {
      const progress = await this.inner.shift(desired, this.innerOf(before), plan);
      if (progress === 'pending') return 'pending';
    }
    if (look.document.route === null) return look.inner.pending === undefined ? 'done' : 'pending';
    return this.write(null, look.document, before);
  }

  /** A lost write is read again: by us or by somebody else, what counts is what stands there. */
  private async write(wanted: DoorRoute | null, document: DoorDocument, before: Route): Promise<Progress> {
    for (let now = document; ; ) {
      if (canonicalJson(now.route) === canonicalJson(wanted)) return 'done';
      if (await writeDocument(this.store, this.pipeline, wanted, now)) return 'done';
      now = await readDocument(this.store, this.pipeline);
      const asBefore = now.route ? sameRoute(routeIn(now.route), before) : document.route === null;
      const asWanted = canonicalJson(now.route) === canonicalJson(wanted);
      if (!asBefore && !asWanted) throw foreign(now.route ? routeIn(now.route) : only(null), before);
    }
  }

  private isDoors({ candidate, manner }: Route): boolean {
    if (candidate === null) return false;
    return manner === 'sticky' || manner === 'mirrored';
  }

  /** What the inner target carries of a route. */
  private innerOf(route: Route): Route {
    return this.isDoors(route) ? only(route.stable) : route;
  }

  private async look(): Promise<Look> {
    const [document, inner] = await Promise.all([readDocument(this.store, this.pipeline), this.inner.observe()]);
    return { document, inner, live: composed(document.route, inner) };
  }
}

/** Whoever the inner target sends nothing to but stable: the rest is the door's. What it sends elsewhere is told as it is. */
function composed(route: DoorRoute | null, inner: LiveRoute): LiveRoute {
  const alone = inner.candidate === null;
  if (route === null || !alone || inner.stable === route.candidate) return inner;
  const { pending } = inner;
  return { ...routeIn(route), stable: inner.stable, ...(pending === undefined ? {} : { pending }) };
}

function doorRouteOf({ stable, candidate, candidatePercent, manner }: Route, plan?: RolloutPlan): DoorRoute {
  const ids = { stable: stable ?? '', candidate: candidate ?? '' };
  return {
    ...ids,
    candidatePercent,
    manner: manner === 'sticky' ? 'sticky' : 'mirrored',
    door: plan?.door ?? plainDoor,
  };
}

function foreign(live: Route, wanted: Route): ConflictError {
  const sentence = `The front door is at ${JSON.stringify(routeOf(live))}, not at ${JSON.stringify(wanted)}: somebody else moved it.`;
  return new ConflictError('foreign-writer', sentence);
}
