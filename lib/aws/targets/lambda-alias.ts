import { ConflictError, InputError } from '../../core/errors.ts';
import { type LiveRoute, type Progress, type Route, sameRoute } from '../../core/rollout/traffic.ts';
import type { Servable } from '../../core/servable.ts';
import type { Clock, DeploymentTarget } from '../../ports.ts';
import type { LambdaSend, Sleep } from '../clients.ts';
import { systemClock } from '../system-clock.ts';
import { canonical } from './alias-route.ts';
import { readAlias } from './lambda-alias-live.ts';
import { writeAlias } from './lambda-alias-write.ts';
import { unprovision } from './lambda-concurrency.ts';
import { publish } from './lambda-publish.ts';
import { ready } from './lambda-ready.ts';
import type { ServedFunction } from './lambda-settings.ts';
import { deleteVersion, listVersions, type PublishedVersion } from './lambda-versions.ts';

const attempts = 5;

/** A container-image function whose alias splits the traffic between two of its versions. */
import { refuseInRoute } from './in-route.ts';

export class LambdaAliasTarget implements DeploymentTarget {
  private readonly client: LambdaSend;
  private readonly served: ServedFunction;
  private readonly time: { clock: Clock; sleep: Sleep };

  constructor(client: LambdaSend, served: ServedFunction, sleep: Sleep, clock: Clock = systemClock) {
    this.client = client;
    this.served = served;
    this.time = { clock, sleep };
  }

  async prepare(servable: Servable): Promise<Progress> {
    const published = await publish(this.client, this.served, servable, this.time);
    if (published === 'pending') return 'pending';
    try {
      return await ready(this.client, this.served, servable.id, published.version);
    } catch (error) {
      if (error instanceof InputError) await this.discard(published.version).catch(() => {});
      throw error;
    }
  }

  /** A write that was lost, done twice or overtaken shows itself in the next look, so there is nothing else to tell apart. */
  async shift(route: Route, expected: Route): Promise<Progress> {
    const desired = canonical(route);
    const before = canonical(expected);
    const versions = await this.versions();
    let replaced: { revisionId: string | undefined } | undefined;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const live = await readAlias(this.client, this.served, versions);
      if (sameRoute(live.route, desired)) return 'done';
      // After an accepted write the old route is either an answer from before it, or somebody put it back.
      const stale = replaced !== undefined && live.alias?.revisionId === replaced.revisionId;
      if (!sameRoute(live.route, before) || (replaced && !stale)) throw this.foreign(live.route, before);
      if (attempt > 1) await this.time.sleep(200 * attempt);
      if (stale) continue;
      const accepted = await writeAlias(this.client, this.served, desired, live, versions);
      if (accepted) replaced = { revisionId: live.alias?.revisionId };
    }
    const { route: last } = await readAlias(this.client, this.served, versions);
    if (sameRoute(last, desired)) return 'done';
    if (replaced && sameRoute(last, before)) return 'pending';
    throw this.foreign(last, desired);
  }

  async observe(): Promise<LiveRoute> {
    return (await readAlias(this.client, this.served, await this.versions())).route;
  }

  /** Only what the alias names keeps its provisioned environments; they are what a kept version costs. */
  async settle(keep: string[], preparedBefore?: string): Promise<Progress> {
    const versions = await this.versions();
    const { route, alias } = await readAlias(this.client, this.served, versions);
    refuseInRoute(route, keep);
    const named = [alias?.split.version, alias?.split.other];
    const last = preparedBefore === undefined ? Number.POSITIVE_INFINITY : Date.parse(preparedBefore);
    for (const { version, servableId, publishedAt } of versions) {
      if (named.includes(version)) continue;
      const young = preparedBefore !== undefined && !(Date.parse(publishedAt) < last);
      if (young) continue;
      await this.unprovision(version);
      if (!keep.includes(servableId)) await deleteVersion(this.client, this.served.functionName, version);
    }
    return 'done';
  }

  private versions(): Promise<PublishedVersion[]> {
    return listVersions(this.client, this.served.functionName);
  }

  /** Takes away what never came up, unless the alias names it: what serves stays as it is. */
  private async discard(version: string): Promise<void> {
    const { alias } = await readAlias(this.client, this.served, []);
    if (alias?.split.version === version || alias?.split.other === version) return;
    await this.unprovision(version);
    await deleteVersion(this.client, this.served.functionName, version);
  }

  private async unprovision(version: string): Promise<void> {
    if (this.served.provisionedConcurrency === undefined) return;
    await unprovision(this.client, this.served.functionName, version);
  }

  private foreign(live: Route, wanted: Route): ConflictError {
    const { functionName, alias } = this.served;
    const sentence = `${functionName}:${alias} is at ${JSON.stringify(live)}, not at ${JSON.stringify(wanted)}: somebody else moved it.`;
    return new ConflictError('foreign-writer', sentence);
  }
}
