import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperateOutput, OperateRequest } from '../../lib/core/operation.ts';
import type { RunRequest } from '../../lib/core/run.ts';
import type { IntakeInput, ProjectName, RecoverInput, RecoverOutput, StepName } from '../../lib/core/step-io.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Assembly } from '../../lib/local/assembly/assembly.ts';
import { executionArn } from '../../lib/local/executions/names.ts';
import { itemsIn } from '../../lib/local/runner/items.ts';
import { Runner } from '../../lib/local/runner/runner.ts';
import { runStep } from '../../lib/local/tasks/steps.ts';
import type { Ports } from '../../lib/ports.ts';
import { answerApproval } from '../../lib/steps/answer-approval.ts';
import type { IntakeOutput } from '../../lib/steps/intake.ts';
import { operate } from '../../lib/steps/operate.ts';
import { FakeProjects } from '../fakes/build-projects.ts';
import type { FakeTarget } from '../fakes/deployment-target.ts';
import { FakeMetrics } from '../fakes/metric-source.ts';
import { MortalExecutions } from '../fakes/mortal-executions.ts';
import { ScenarioTimer } from '../fakes/scenario-timer.ts';
import { FakeScorer } from '../fakes/scorer.ts';
import type { FixedClock } from '../support/clock.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import type { Source } from './workloads.ts';

export const pipeline = 'iris';

/** What a scenario starts from. */
export interface Origin {
  store: MemoryStore;
  data: MemoryStore;
  target: FakeTarget;
  clock: FixedClock;
  source: Source;
}

type Run<T> = () => Promise<T>;
/** What happens instead of a step or project, or around it: `run` is the real one. */
export type Around = (run: Run<unknown>) => Promise<unknown>;

/** The real machines, interpreter, steps and data engine, over fakes of all that is outside. */
export class ScenarioPlace {
  readonly origin: Origin;
  readonly folder = mkdtempSync(join(tmpdir(), 'signalbox-scenario-'));
  readonly executions = new MortalExecutions(join(this.folder, 'executions'));
  readonly scorer = new FakeScorer();
  readonly timer: ScenarioTimer;
  readonly metrics: FakeMetrics;
  readonly projects: FakeProjects;
  readonly ports: Omit<Ports, 'workDir'>;
  readonly runner: Runner;
  /** Kinds of events that were announced, in order. */
  readonly announced: string[] = [];
  /** Runs a step: as the runner of a laptop does, unless a scenario says otherwise. */
  runStep = (name: StepName, payload: unknown): Promise<unknown> => runStep(name, payload, this.ports);
  readonly around = new Map<StepName | ProjectName | 'rollout', Around>();
  readonly #assembly: Assembly;
  #claimed: RunRequest[] = [];
  #drops = 0;

  constructor(assembly: Assembly, origin: Origin) {
    const { store, data, target, clock } = origin;
    this.origin = origin;
    this.#assembly = assembly;
    this.timer = new ScenarioTimer(clock);
    this.metrics = new FakeMetrics(() => target.live);
    this.metrics.now = () => clock.now();
    this.projects = new FakeProjects(store);
    const { executions, scorer, metrics, announced } = this;
    const notifier = { announce: async ({ kind }: { kind: string }) => void announced.push(kind) };
    const names = { store: 'store', data: 'data' };
    this.ports = { store, data, executions, target, scorer, metrics, notifier, clock, names, place: 'local' };
    this.runner = this.#makeRunner();
  }

  /** A data drop arrives: its request, not yet run. */
  async drop(text: string, source = this.origin.source): Promise<IntakeOutput> {
    this.#drops += 1;
    const prefix = `incoming/iris/${this.origin.clock.now().getTime()}-${this.#drops}/`;
    await this.origin.data.put(`${prefix}iris.csv`, text);
    return this.request({ trigger: { kind: 'data', detail: prefix }, prefix }, source);
  }

  /** Any request, a minute after what came before. */
  async request(
    cause: Pick<IntakeInput, 'trigger' | 'prefix' | 'machine' | 'change'>,
    source: Source,
  ): Promise<IntakeOutput> {
    const { store, clock } = this.origin;
    clock.advance(60);
    await store.put(layout.source(source.digest), source.zip, { absent: true });
    const input: IntakeInput = { pipeline, sourceDigest: source.digest, commit: null, ...cause };
    return (await runStep('intake', input, this.ports)) as IntakeOutput;
  }

  /** Runs one request that waits to its end. */
  async run({ runId }: { runId: string }): Promise<void> {
    this.#claim();
    const request = this.#claimed.find((one) => one.runId === runId);
    if (!request) throw new Error(`nothing waits as ${runId}`);
    this.#claimed = this.#claimed.filter((one) => one !== request);
    await this.runner.run(request);
  }

  /** Runs all that waits, and what that wakes. */
  async drain(): Promise<void> {
    for (this.#claim(); this.#claimed[0]; this.#claim()) await this.run(this.#claimed[0]);
  }

  /** As the watchdog or any local command does: with the real steps, whatever the scenario does around them. */
  async recover(input: RecoverInput = {}): Promise<string[]> {
    return ((await runStep('recover', input, this.ports)) as RecoverOutput).mended;
  }

  rollback(name: string, to?: string): Promise<OperateOutput> {
    return this.operate(name, { operation: 'rollback', ...(to === undefined ? {} : { to }) });
  }

  /** As another process does. */
  operate(name: string, asked: Omit<OperateRequest, 'by'>): Promise<OperateOutput> {
    this.executions.drive(name);
    const operator = { pipeline, runId: name, executionArn: this.arn(name), by: 'ada' };
    return operate({ ...operator, ...asked }, { ...this.ports, workDir: this.folder });
  }

  /** As another process does: answers whoever waits for approval now. */
  async answer(approve: boolean, reason: string): Promise<string> {
    for await (const { key } of this.origin.store.list(layout.approvals)) {
      const runId = key.slice(layout.approvals.length, -'.json'.length);
      if (await this.origin.store.get(layout.outcome(runId))) continue;
      return answerApproval({ runId, approve, by: 'ada@example.org', reason }, this.ports);
    }
    throw new Error('nobody waits for approval');
  }

  /** ARN of a run of Delivery, or of whatever else an operator starts under a name of its own. */
  arn(runId: string): string {
    return executionArn(this.#assembly.machines.delivery.name, runId);
  }

  /** What a scenario has killed is left as it is: nothing wakes it any more. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #claim(): void {
    for (let next = this.executions.claimNext(); next; next = this.executions.claimNext()) this.#claimed.push(next);
  }

  #makeRunner(): Runner {
    const { executions, timer, ports, projects } = this;
    return new Runner({
      assembly: this.#assembly,
      executions,
      items: itemsIn(ports),
      timer,
      step: (name, payload) => this.#through(name, () => this.runStep(name, payload)),
      project: (name, variables, signal) => this.#through(name, () => projects.run(name, variables, signal)),
      on: () => {},
      duringRollout: (rollout) => this.#through('rollout', rollout),
    });
  }

  #through<T>(name: StepName | ProjectName | 'rollout', run: Run<T>): Promise<T> {
    const around = this.around.get(name);
    // What comes around a rollout must answer as it would.
    return around ? (around(run) as Promise<T>) : run();
  }
}
