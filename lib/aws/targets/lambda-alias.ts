import { CreateAliasCommand, DeleteAliasCommand, GetAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { ConflictError, InputError, InternalError } from '../../core/errors.ts';
import { noRoute, type Route, sameRoute } from '../../core/rollout/traffic.ts';
import type { Servable } from '../../core/servable.ts';
import type { DeploymentTarget } from '../../ports.ts';
import { isNamed, type LambdaSend, type Sleep } from '../clients.ts';
import { invokeHttp } from '../lambda-http.ts';
import { type AliasSplit, canonical, routeOf, splitOf } from './alias-route.ts';
import { publish, type ServedFunction } from './lambda-publish.ts';
import { absent, deleteVersion, listVersions, type PublishedVersion, settled } from './lambda-versions.ts';

interface Live {
  route: Route;
  /** Undefined: there is no alias. */
  alias: { split: AliasSplit; revisionId: string | undefined } | undefined;
}

const attempts = 5;

/** A container-image function whose alias splits the traffic between two of its versions. */
export class LambdaAliasTarget implements DeploymentTarget {
  private readonly client: LambdaSend;
  private readonly served: ServedFunction;
  private readonly sleep: Sleep;

  constructor(client: LambdaSend, served: ServedFunction, sleep: Sleep) {
    this.client = client;
    this.served = served;
    this.sleep = sleep;
  }

  async prepare(servable: Servable): Promise<void> {
    const version = await publish(this.client, this.served, servable, this.sleep);
    try {
      await this.ready(servable.id, version);
    } catch (error) {
      // What serves is kept by Lambda, since the alias names it; what it keeps beyond that the next settle removes.
      if (error instanceof InputError)
        await deleteVersion(this.client, this.served.functionName, version).catch(() => {});
      throw error;
    }
  }

  private async ready(servableId: string, version: string): Promise<void> {
    const { functionName } = this.served;
    await settled(this.client, functionName, this.sleep, version);
    const ping = await invokeHttp(this.client, { functionName, qualifier: version }, { method: 'GET', path: '/ping' });
    if (ping.kind === 'answer' && ping.status === 200) return;
    const got = ping.kind === 'answer' ? `status ${ping.status}` : ping.reason;
    throw new InputError(
      'not-ready',
      `${servableId} (version ${version} of ${functionName}) does not answer /ping with 200: ${got}`,
    );
  }

  /** A write that was lost, done twice or overtaken shows itself in the next look, so there is nothing else to tell apart. */
  async shift(route: Route, expected: Route): Promise<void> {
    const desired = canonical(route);
    const before = canonical(expected);
    const versions = await this.versions();
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const live = await this.live(versions);
      if (sameRoute(live.route, desired)) return;
      if (!sameRoute(live.route, before)) throw this.foreign(live.route, before);
      if (attempt > 1) await this.sleep(200 * attempt);
      await this.write(desired, live, versions);
    }
    const { route: last } = await this.live(versions);
    if (!sameRoute(last, desired)) throw this.foreign(last, desired);
  }

  async observe(): Promise<Route> {
    return (await this.live(await this.versions())).route;
  }

  async settle(keep: string[], preparedBefore?: string): Promise<void> {
    const versions = await this.versions();
    const { route, alias } = await this.live(versions);
    const dropped = [route.stable, route.candidate].find((id) => id !== null && !keep.includes(id));
    if (dropped) throw new ConflictError('in-route', `Version ${dropped} gets traffic, so it cannot be removed.`);
    const named = [alias?.split.version, alias?.split.other];
    const last = preparedBefore === undefined ? Number.POSITIVE_INFINITY : Date.parse(preparedBefore);
    for (const { version, servableId, publishedAt } of versions) {
      const young = preparedBefore !== undefined && !(Date.parse(publishedAt) < last);
      const kept = young || keep.includes(servableId) || named.includes(version);
      if (!kept) await deleteVersion(this.client, this.served.functionName, version);
    }
  }

  private versions(): Promise<PublishedVersion[]> {
    return listVersions(this.client, this.served.functionName);
  }

  private async live(versions: PublishedVersion[]): Promise<Live> {
    const { functionName: FunctionName, alias: Name } = this.served;
    const alias = await this.client.send(new GetAliasCommand({ FunctionName, Name })).catch(absent);
    if (alias?.FunctionVersion === undefined) return { route: noRoute, alias: undefined };
    const [[other, weight] = [null, 0]] = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    const split = { version: alias.FunctionVersion, other, weight };
    const servableOf = (version: string) =>
      versions.find((known) => known.version === version)?.servableId || `unknown-version-${version}`;
    return { route: routeOf(split, servableOf), alias: { split, revisionId: alias.RevisionId } };
  }

  private async write(desired: Route, live: Live, versions: PublishedVersion[]): Promise<void> {
    const names = { FunctionName: this.served.functionName, Name: this.served.alias };
    const split = splitOf(desired, (id) => this.versionOf(id, versions));
    try {
      if (split === undefined) {
        await this.client.send(new DeleteAliasCommand(names));
        return;
      }
      // Lambda keeps the old weights unless it is told that there are none.
      const AdditionalVersionWeights = split.other === null ? {} : { [split.other]: split.weight };
      const target = { ...names, FunctionVersion: split.version, RoutingConfig: { AdditionalVersionWeights } };
      if (live.alias === undefined) await this.client.send(new CreateAliasCommand(target));
      else await this.client.send(new UpdateAliasCommand({ ...target, RevisionId: live.alias.revisionId }));
    } catch (error) {
      if (!isNamed(error, 'PreconditionFailedException', 'ResourceConflictException', 'ResourceNotFoundException'))
        throw error;
    }
  }

  private versionOf(servableId: string, versions: PublishedVersion[]): string {
    const found = versions.findLast((version) => version.servableId === servableId);
    if (found !== undefined) return found.version;
    throw new InternalError(
      'not-prepared',
      `${this.served.functionName} has no version of ${servableId}: it was not prepared.`,
    );
  }

  private foreign(live: Route, wanted: Route): ConflictError {
    const { functionName, alias } = this.served;
    const sentence = `${functionName}:${alias} is at ${JSON.stringify(live)}, not at ${JSON.stringify(wanted)}: somebody else moved it.`;
    return new ConflictError('foreign-writer', sentence);
  }
}
