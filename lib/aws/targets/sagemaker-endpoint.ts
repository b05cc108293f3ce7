import { InputError } from '../../core/errors.ts';
import type { RolloutPlan } from '../../core/rollout/step.ts';
import { type LiveRoute, mannerOf, type Progress, type Route, routeOf } from '../../core/rollout/traffic.ts';
import type { Servable } from '../../core/servable.ts';
import type { Clock, DeploymentTarget } from '../../ports.ts';
import type { SageMakerRuntimeSend, SageMakerSend, ScalingSend } from '../clients.ts';
import { refuseInRoute } from './in-route.ts';
import { askedAt } from './sagemaker/asked-at.ts';
import { carryOut, outOfOrder } from './sagemaker/carry-out.ts';
import { aloneFleet } from './sagemaker/fleet.ts';
import { invokeVariant } from './sagemaker/invoke.ts';
import { describe, isBroken, type LiveEndpoint, liveEndpoint } from './sagemaker/live-endpoint.ts';
import { ensureModel } from './sagemaker/model.ts';
import { type Move, nextMove, type WeightedWish } from './sagemaker/move.ts';
import { EndpointMover } from './sagemaker/mover.ts';
import { checkEndpointName, namesOf } from './sagemaker/names.ts';
import { Proof } from './sagemaker/proof.ts';
import { canonical } from './sagemaker/route.ts';
import { Scaling } from './sagemaker/scaling.ts';
import type { ServedEndpoint } from './sagemaker/served-endpoint.ts';
import { removeUnkept } from './sagemaker/settle.ts';

export interface SageMakerClients {
  sageMaker: SageMakerSend;
  runtime: SageMakerRuntimeSend;
  scaling: ScalingSend;
}

/**
 * A SageMaker endpoint whose variants share the traffic by weight: stable, the candidate, and a fresh copy of stable of the
 * candidate's size where the two are compared. A rollout launches the variants without weight, and from then on a step, a
 * promotion and a rollback are one change of weights each; settling brings the endpoint back to one variant.
 */
export class SageMakerEndpointTarget implements DeploymentTarget {
  private readonly clients: SageMakerClients;
  private readonly served: ServedEndpoint;
  private readonly mover: EndpointMover;
  private readonly scaling: Scaling;
  private readonly proof: Proof;

  /** @throws InputError `endpoint-name` */
  constructor(clients: SageMakerClients, served: ServedEndpoint, clock: Clock) {
    checkEndpointName(served.endpointName);
    this.clients = clients;
    this.served = served;
    this.scaling = new Scaling(clients.scaling, served);
    this.mover = new EndpointMover(clients.sageMaker, this.scaling, served, clock);
    this.proof = new Proof(clients.sageMaker, served);
  }

  /** What serves already can be asked there; anything else gets an endpoint of its own until it does. */
  async prepare(servable: Servable): Promise<Progress> {
    await ensureModel(this.clients.sageMaker, this.served, servable);
    const { told } = await this.look();
    if (askedAt(told, this.served.endpointName, servable.id) !== undefined) return 'done';
    return this.proof.ready(servable.id);
  }

  async shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<Progress> {
    const wanted = canonical(route, this.served);
    if (this.served.serverless && wanted.candidate !== null) throw serverlessShares(this.served.endpointName, wanted);
    const manners = [mannerOf(wanted), ...(plan?.steps ?? []).map(({ manner }) => manner)];
    const wish: WeightedWish = {
      wanted,
      expected: canonical(expected, this.served),
      fresh: manners.includes('compared'),
    };
    // Right before the write, since there is no compare-and-set.
    const live = await this.look();
    return this.make(nextMove(live, wish, this.served), live, wish);
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
      const alone = aloneFleet(live, this.served);
      if (alone !== undefined) return this.mover.update(live, alone);
      const [main] = live.production;
      if (main !== undefined) await this.scaling.resume(main.name);
    }
    return removeUnkept(this.clients.sageMaker, this.served, { keep, preparedBefore });
  }

  private async look(): Promise<LiveEndpoint> {
    const { endpointName } = this.served;
    return liveEndpoint(await describe(this.clients.sageMaker, endpointName), namesOf(endpointName).config);
  }

  private async make(move: Move, live: LiveEndpoint, wish: WeightedWish): Promise<Progress> {
    switch (move.kind) {
      case 'weigh':
        if (move.smoke !== null) await this.smoke(move.smoke);
        return this.mover.weigh(move.weights);
      case 'meet':
        await this.smoke(move.variant);
        return 'done';
      case 'grow':
        return this.mover.grow(live, move.counts);
      default:
        return carryOut(move, live, wish, { client: this.clients.sageMaker, mover: this.mover, served: this.served });
    }
  }

  /** Its first request is ours and not a caller's. What it answers to an empty one is its own affair. */
  private async smoke(variant: string): Promise<void> {
    const { endpointName } = this.served;
    const answer = await invokeVariant(this.clients.runtime, { endpointName, variant }, { instances: [] });
    if (answer.kind === 'answer') return;
    throw new InputError(
      'not-ready',
      `${variant} of ${endpointName} does not answer, and got no traffic: ${answer.reason}`,
    );
  }
}

function serverlessShares(endpointName: string, { candidate, candidatePercent, manner = 'split' }: Route): InputError {
  return new InputError(
    'serverless-all-at-once',
    `${endpointName} is serverless, so ${candidate} cannot get ${candidatePercent} % (${manner}): its traffic moves all at once.`,
  );
}
