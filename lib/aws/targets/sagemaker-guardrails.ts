import { InputError, InternalError } from '../../core/errors.ts';
import type { RolloutPlan } from '../../core/rollout/step.ts';
import { type LiveRoute, mannerOf, noRoute, type Progress, type Route, routeOf } from '../../core/rollout/traffic.ts';
import type { Servable } from '../../core/servable.ts';
import type { Clock, DeploymentTarget, JudgeBeacon } from '../../ports.ts';
import type { CloudWatchSend, SageMakerSend, ScalingSend } from '../clients.ts';
import { CloudWatchBeacon } from '../judge-beacon.ts';
import { refuseInRoute } from './in-route.ts';
import { GuardrailAlarms } from './sagemaker/alarms.ts';
import { askedAt } from './sagemaker/asked-at.ts';
import type { Wish } from './sagemaker/broken.ts';
import { carryOut, outOfOrder } from './sagemaker/carry-out.ts';
import { configName } from './sagemaker/config.ts';
import { deploymentConfigOf } from './sagemaker/deployment-config.ts';
import { countOf } from './sagemaker/fleet.ts';
import { describe, isBroken } from './sagemaker/live-endpoint.ts';
import type { ManagedEndpoint } from './sagemaker/managed-endpoint.ts';
import { type ManagedLive, managedFleet, managedLive, managedVariant } from './sagemaker/managed-live.ts';
import { type ManagedMove, nextManagedMove } from './sagemaker/managed-move.ts';
import { ensureModel } from './sagemaker/model.ts';
import { EndpointMover } from './sagemaker/mover.ts';
import { checkEndpointName } from './sagemaker/names.ts';
import { Proof } from './sagemaker/proof.ts';
import { Scaling } from './sagemaker/scaling.ts';
import { removeUnkept } from './sagemaker/settle.ts';

export interface ManagedClients {
  sageMaker: SageMakerSend;
  scaling: ScalingSend;
  cloudWatch: CloudWatchSend;
}

/**
 * A SageMaker endpoint of one variant, whose traffic SageMaker moves to a new fleet by itself: blue/green in two steps, in equal
 * ones or all at once, or in rolling batches. It goes back when the judge says so, when errors or latency of the new fleet do,
 * and when nobody of us is heard any more.
 */
export class SageMakerGuardrailsTarget implements DeploymentTarget {
  private readonly clients: ManagedClients;
  private readonly served: ManagedEndpoint;
  private readonly mover: EndpointMover;
  private readonly scaling: Scaling;
  private readonly alarms: GuardrailAlarms;
  private readonly beacon: JudgeBeacon;

  /** @throws InputError `endpoint-name`, `guardrails-excluded` */
  constructor(clients: ManagedClients, served: ManagedEndpoint, clock: Clock) {
    checkEndpointName(served.endpointName);
    checkManaged(served);
    this.clients = clients;
    this.served = served;
    this.scaling = new Scaling(clients.scaling, served);
    this.mover = new EndpointMover(clients.sageMaker, this.scaling, served, clock);
    this.alarms = new GuardrailAlarms(clients.cloudWatch, served);
    this.beacon = new CloudWatchBeacon(clients.cloudWatch, served.endpointName);
  }

  async prepare(servable: Servable): Promise<Progress> {
    await ensureModel(this.clients.sageMaker, this.served, servable);
    const { told } = await this.look();
    if (askedAt(told, this.served.endpointName, servable.id) !== undefined) return 'done';
    return new Proof(this.clients.sageMaker, this.served).ready(servable.id);
  }

  async shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<Progress> {
    const wish = { wanted: managedRoute(route), expected: managedRoute(expected) };
    const live = await this.look();
    return this.make(nextManagedMove(live, wish, this.served), live, wish, plan);
  }

  async observe(): Promise<LiveRoute> {
    const { route, pending } = await this.look();
    return { ...routeOf(route), ...(pending === undefined ? {} : { pending }) };
  }

  async settle(keep: string[], preparedBefore?: string): Promise<Progress> {
    const live = await this.look();
    refuseInRoute(live.route, keep);
    if (preparedBefore === undefined) {
      if (isBroken(live)) throw outOfOrder('not-in-service', live, this.served);
      if (live.pending !== undefined) return 'pending';
      if (live.production.length > 0) await this.scaling.resume(managedVariant);
      await this.alarms.remove();
    }
    return removeUnkept(this.clients.sageMaker, this.served, { keep, preparedBefore });
  }

  private async look(): Promise<ManagedLive> {
    return managedLive(await describe(this.clients.sageMaker, this.served.endpointName), this.served);
  }

  private async make(move: ManagedMove, live: ManagedLive, wish: Wish, plan?: RolloutPlan): Promise<Progress> {
    switch (move.kind) {
      case 'deploy':
        return this.deploy(move.servableId, live, plan ?? planOfShare(wish.wanted));
      case 'replace-fleet':
        return this.mover.update(live, this.fleet(move.servableId));
      case 'taken-back':
        throw await this.mover.takenBack(live);
      case 'accompany':
        // While nobody judges yet, or any more, it is us who are alive.
        await this.beacon.tell(false);
        return move.arrived ? 'done' : 'pending';
      case 'trip':
        await this.alarms.trip();
        return 'pending';
      default:
        return carryOut(move, live, wish, { client: this.clients.sageMaker, mover: this.mover, served: this.served });
    }
  }

  /** Alarms come first, and have to be well: one that is not would take back at once what begins. */
  private async deploy(servableId: string, live: ManagedLive, plan: RolloutPlan): Promise<Progress> {
    const fleet = this.fleet(servableId);
    const instances = countOf(live.route.stable, live, this.served);
    const deployment = deploymentConfigOf(plan, this.served.guardrails.mode, instances, this.alarms.names);
    const ready = async () => {
      await this.beacon.tell(false);
      return this.alarms.ready(configName(this.served, fleet), plan.windowSeconds);
    };
    return this.mover.update(live, fleet, { deployment, ready });
  }

  /** It keeps as many instances as serve now, whatever its configuration says. */
  private fleet(servableId: string) {
    return managedFleet(servableId, this.served.stableInstanceCount);
  }
}

/**
 * As SageMaker can carry it: all of the traffic for a candidate is a step, in which the old fleet is still there. Before a first
 * release there is none: it is the endpoint's first fleet.
 */
function managedRoute(route: Route): Route {
  const { stable, candidate, candidatePercent: percent } = route;
  if (candidate === null || percent <= 0 || candidate === stable) return { ...noRoute, stable };
  if (stable === null) return firstRoute(candidate, percent);
  const manner = mannerOf(route);
  if (manner === 'split') return { stable, candidate, candidatePercent: percent };
  throw new InputError(
    'needs-weighted-variants',
    `${candidate} is to get ${percent} % ${manner}, and SageMaker's guardrails only split traffic: choose the target sagemaker-endpoint.`,
  );
}

function firstRoute(candidate: string, percent: number): Route {
  if (percent >= 100) return { ...noRoute, stable: candidate };
  throw new InternalError(
    'no-stable-version',
    `${percent} % of the traffic to ${candidate} leaves the rest with no version: a first release takes 100 %.`,
  );
}

/** Where nobody says more than the share. */
function planOfShare({ candidate, candidatePercent }: Route): RolloutPlan {
  const percent = candidate === null ? 100 : candidatePercent;
  const step = { manner: 'split' as const, percent, bakeSeconds: 600, deadlineSeconds: 1_800 };
  return { strategy: percent === 100 ? 'all-at-once' : 'canary', steps: [step], windowSeconds: 60 };
}

/** SageMaker developer guide, deployment guardrails, exclusions: these fall back without a word. */
function checkManaged({ endpointName, serverless, instanceType }: ManagedEndpoint): void {
  const what = serverless ? 'is serverless' : instanceType.startsWith('ml.inf1.') ? `runs on ${instanceType}` : null;
  if (what === null) return;
  throw new InputError(
    'guardrails-excluded',
    `${endpointName} ${what}, and SageMaker would move its traffic at once and without a bake: choose the target sagemaker-endpoint.`,
  );
}
