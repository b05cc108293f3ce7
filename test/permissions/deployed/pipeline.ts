import { portsFromEnvironment } from '../../../lib/aws/ports.ts';
import { systemClock } from '../../../lib/aws/system-clock.ts';
import type { AdmitOutput, StepName } from '../../../lib/core/step-io.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { TaskFailure } from '../../../lib/local/states-language/errors.ts';
import { runStep } from '../../../lib/local/tasks/steps.ts';
import type { Ports } from '../../../lib/ports.ts';
import { awsWorld } from '../../fakes/aws/world.ts';
import type { ScenarioPlace } from '../../scenarios/place.ts';
import { emptyPlace } from '../../scenarios/scenario.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { Outside } from './answers.ts';
import { Recorder, type SdkCall } from './recorder.ts';
import type { Deployed, Lane } from './template.ts';

type Around = (payload: unknown, ports: Ports) => Promise<unknown>;

const timers = jest.requireActual<typeof import('node:timers/promises')>('node:timers/promises');

/** Of the account, and in no template. */
export const assetsBucket = 'cdk-assets';

/**
 * A pipeline as it is deployed: the real machines and handlers, each with the environment of its own function, over the real AWS ports
 * whose clients are answered from memory. Every call is taken down under the function that made it.
 */
export class DeployedPipeline {
  readonly deployed: Deployed;
  readonly place: ScenarioPlace;
  readonly outside: Outside;
  /** Where a deployment uploads to. */
  readonly assets: MemoryStore;
  /** Where the machine that runs now has its functions. */
  lane: Lane = 'DeliveryLane';
  /** What the runs of a lane were admitted with. */
  readonly admitted: Record<Lane, AdmitOutput[]> = { DeliveryLane: [], PullRequestLane: [] };
  readonly #recorder: Recorder;
  readonly #ports = new Map<string, Omit<Ports, 'workDir'>>();
  /** Of nobody in the template: what a person's own credentials let them do. */
  readonly #outsiders: Omit<Ports, 'workDir'>;

  static async open(deployed: Deployed): Promise<DeployedPipeline> {
    return new DeployedPipeline(deployed, await emptyPlace());
  }

  private constructor(deployed: Deployed, place: ScenarioPlace) {
    this.deployed = deployed;
    this.place = place;
    this.#outsiders = { ...place.ports };
    const { store, data, clock } = place.origin;
    const { SIGNALBOX_STORE = '', SIGNALBOX_DATA = '' } = deployed.environmentOf(deployed.functionOf('admit'));
    const lambda = { updateSeconds: 0, activeSeconds: 0 };
    const world = awsWorld({ start: clock.now().toISOString(), lambda });
    this.assets = new MemoryStore();
    const buckets = { [SIGNALBOX_STORE]: store, [SIGNALBOX_DATA]: data, [assetsBucket]: this.assets };
    this.outside = new Outside(place, world, buckets);
    this.#recorder = new Recorder((call) => this.outside.answer(call));
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', POWERTOOLS_DEV: 'true' });
    // What the ports wait for is over at once, and the services have gone on meanwhile.
    jest.spyOn(timers, 'setTimeout').mockImplementation((async () => {}) as never);
    for (const method of ['log', 'info', 'warn', 'error'] as const)
      jest.spyOn(console, method).mockImplementation(() => {});
    // What functions count, they print.
    jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    // What is beyond AWS is not there.
    jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => Response.json({ message: 'Not Found' }, { status: 404 }));
    jest.spyOn(systemClock, 'now').mockImplementation(() => clock.now());
    place.runStep = (step, payload) => this.#step(step, payload);
    place.around.set('image', (run) => this.#image(run));
  }

  get calls(): readonly SdkCall[] {
    return this.#recorder.calls;
  }

  /** Runs a step of the pipeline with what its function has. */
  as<T>(step: StepName | 'operate', run: () => Promise<T>): Promise<T> {
    const id = this.deployed.functionOf(step, this.lane);
    Object.assign(this.place.ports, this.#portsOf(id));
    return this.#recorder.as(id, run);
  }

  /** Runs a command line under the role of an operator. */
  operator<T>(role: string, run: () => Promise<T>): Promise<T> {
    return this.#recorder.as(role, run);
  }

  /** Runs what somebody outside of the template does, past all its roles. */
  async outsider<T>(run: () => Promise<T>): Promise<T> {
    const before = { ...this.place.ports };
    Object.assign(this.place.ports, this.#outsiders);
    try {
      return await run();
    } finally {
      Object.assign(this.place.ports, before);
    }
  }

  /** A handler around the machines, as Lambda loads it: with the environment of its function. */
  handler(name: string, event: unknown, load: () => Promise<{ handler: unknown }>): Promise<unknown> {
    return this.#invoke(this.deployed.functionOf(name), event, load);
  }

  async #invoke(id: string, event: unknown, load: () => Promise<{ handler: unknown }>): Promise<unknown> {
    const before = { ...process.env };
    Object.assign(process.env, this.deployed.environmentOf(id));
    try {
      return await this.#recorder.as(id, async () => {
        const { handler } = await load();
        return (handler as (event: unknown, context: object) => Promise<unknown>)(event, {
          getRemainingTimeInMillis: () => 300_000,
        });
      });
    } finally {
      process.env = before;
    }
  }

  /** ARN of the execution that holds the lease. */
  async leaseHolder(): Promise<string> {
    const lease = await this.place.origin.store.get(layout.lease('iris'));
    return String(JSON.parse(new TextDecoder().decode(lease?.bytes)).holder);
  }

  close(): void {
    this.#recorder.restore();
    jest.restoreAllMocks();
  }

  async #step(step: StepName, payload: unknown): Promise<unknown> {
    const id = this.deployed.functionOf(step, this.lane);
    const output = await (this.lane === 'DeliveryLane'
      ? this.#invoke(id, payload, () => import(`../../../lambda/${step}.ts`)).catch(failedTask)
      : this.#recorder.as(id, () => this.#proving(step, payload, this.#portsOf(id))));
    if (step === 'admit') this.admitted[this.lane].push(output as AdmitOutput);
    // As Lambda hands it on.
    return JSON.parse(JSON.stringify(output ?? null));
  }

  /** A handler keeps the ports that it opened first, so that those of the other lane get theirs as an argument. */
  async #proving(step: StepName, payload: unknown, ports: Omit<Ports, 'workDir'>): Promise<unknown> {
    const { step: around }: Partial<Record<'step', Around>> = await import(`../../../lambda/${step}.ts`);
    if (!around) return runStep(step, payload, ports);
    return around(payload, { ...ports, workDir: this.place.folder }).catch(failedTask);
  }

  #portsOf(id: string): Omit<Ports, 'workDir'> {
    const known = this.#ports.get(id);
    if (known) return known;
    const { workDir: _, ...ports } = portsFromEnvironment(this.deployed.environmentOf(id))(this.place.folder);
    this.#ports.set(id, ports);
    return ports;
  }

  /** An image in a registry, where a laptop's build leaves a bundle; and what the registry's scan said of it. */
  async #image(run: () => Promise<unknown>): Promise<unknown> {
    const { store } = this.place.origin;
    let built = '';
    this.place.projects.during = (_, runId) => {
      built = runId;
    };
    const ended = await run();
    const digest = `sha256:${'1'.repeat(64)}`;
    const { SIGNALBOX_REPOSITORY_URI } = this.deployed.environmentOf(this.deployed.functionOf('score', this.lane));
    const uri = `${SIGNALBOX_REPOSITORY_URI}@${digest}`;
    await store.put(layout.image(built), JSON.stringify({ kind: 'image', digest, uri }));
    const scan = { digest, status: 'COMPLETE', description: null, basic: [], enhanced: null };
    await store.put(layout.scan(built), JSON.stringify(scan));
    return ended;
  }
}

/** How a state machine hears of an error of a function. */
function failedTask({ name: errorType, message: errorMessage }: Error): never {
  throw new TaskFailure(errorType, JSON.stringify({ errorType, errorMessage }));
}
