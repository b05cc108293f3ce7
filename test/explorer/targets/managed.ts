import type { EndpointStatus } from '@aws-sdk/client-sagemaker';
import { type ManagedLive, managedFleet } from '../../../lib/aws/targets/sagemaker/managed-live.ts';
import { nextManagedMove } from '../../../lib/aws/targets/sagemaker/managed-move.ts';
import { ConflictError, InputError } from '../../../lib/core/errors.ts';
import type { RolloutPlan } from '../../../lib/core/rollout/step.ts';
import { type LiveRoute, noRoute, type Progress, type Route, routeOf } from '../../../lib/core/rollout/traffic.ts';
import type { DeploymentTarget, JudgeBeacon } from '../../../lib/ports.ts';
import { servedEndpoint } from '../../support/served-endpoint.ts';
import type { Line } from '../flight.ts';
import type { ManagedSeen } from './managed-serving.ts';

const served = {
  ...servedEndpoint,
  guardrails: { mode: 'blue-green' as const, maxErrorRate: null, maxModelLatencyP99Ms: null },
};

/** Our side of a service that moves traffic by itself: the real decision, with calls as plain as can be around it. */
export class ManagedTarget implements DeploymentTarget, JudgeBeacon {
  private readonly line: Line;

  constructor(line: Line) {
    this.line = line;
  }

  async prepare({ id }: { id: string }): Promise<Progress> {
    await this.ask('make', id);
    return 'done';
  }

  async observe(): Promise<LiveRoute> {
    const { route, pending } = await this.look();
    return { ...routeOf(route), ...(pending === undefined ? {} : { pending }) };
  }

  async shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<Progress> {
    const wish = { wanted: inOne(route), expected: inOne(expected) };
    const live = await this.look();
    const move = nextManagedMove(live, wish, served);
    switch (move.kind) {
      case 'done':
        return 'done';
      case 'wait':
        return 'pending';
      case 'deploy':
        await this.tell(false);
        return this.deploy(move.servableId, sharesOf(plan));
      case 'replace-fleet':
        return this.deploy(move.servableId, []);
      case 'update':
        return this.deploy(move.fleet.of ?? '', []);
      case 'accompany':
        await this.tell(false);
        return move.arrived ? 'done' : 'pending';
      case 'trip':
        await this.ask('trip');
        return 'pending';
      case 'taken-back':
        throw new InputError('rolled-back', 'the service took it back');
      case 'foreign':
        throw new ConflictError('foreign-writer', `it is at ${JSON.stringify(live.route)}`);
      default:
        throw new Error(`${move.kind} is not among what can happen here`);
    }
  }

  async settle(keep: string[]): Promise<Progress> {
    const { route, pending } = await this.look();
    for (const id of [route.stable, route.candidate])
      if (id !== null && !keep.includes(id)) throw new ConflictError('in-route', `version ${id} gets traffic`);
    if (pending !== undefined) return 'pending';
    await this.ask('remove', keep);
    return 'done';
  }

  async tell(worse: boolean): Promise<void> {
    await this.ask('tell', worse);
  }

  private async deploy(id: string, shares: number[]): Promise<Progress> {
    await this.ask('deploy', id, shares);
    return 'pending';
  }

  private async look(): Promise<ManagedLive> {
    return liveOf((await this.ask('read')) as ManagedSeen);
  }

  private ask(method: string, ...args: unknown[]): Promise<unknown> {
    return this.line.ask({ port: 'target', method, args });
  }
}

/** As DescribeEndpoint would be understood. */
function liveOf({ stable, deployment }: ManagedSeen): ManagedLive {
  const status: EndpointStatus = deployment ? 'Updating' : 'InService';
  const { to, percent = 0 } = deployment ?? {};
  const foreign = deployment?.theirs === true || stable === 'foreign';
  const share = to !== undefined && percent > 0 ? { candidate: to, candidatePercent: percent } : {};
  return {
    told: undefined,
    status,
    configName: stable,
    ...managedFleet(stable, 1),
    production: [],
    shadows: [],
    route: { ...noRoute, stable, ...share },
    foreign,
    deployment: to === undefined ? undefined : { servableId: to, percent, baking: percent > 0 },
    ...(deployment ? { pending: `${status} to ${to}` } : {}),
  };
}

/** As in the real target: no share for anybody but stable is stable alone. */
function inOne({ stable, candidate, candidatePercent }: Route): Route {
  const alone = candidate === null || candidatePercent <= 0 || candidate === stable;
  return alone ? { ...noRoute, stable } : { stable, candidate, candidatePercent };
}

function sharesOf(plan: RolloutPlan | undefined): number[] {
  const shares = (plan?.steps ?? []).filter(({ manner }) => manner === 'split').map(({ percent }) => percent);
  return shares.at(-1) === 100 ? shares : [...shares, 100];
}
