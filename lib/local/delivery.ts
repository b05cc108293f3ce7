import { join } from 'node:path';
import { InputError, messageOf } from '../core/errors.ts';
import type { Policy } from '../core/policy/schema.ts';
import type { Said } from '../core/rollout/answers.ts';
import { layout } from '../core/store-layout.ts';
import { readChampion } from '../steps/support/champion.ts';
import { type Assembly, readAssembly } from './assembly/assembly.ts';
import { synthesize } from './assembly/synthesize.ts';
import { drop } from './drop.ts';
import type { Folders } from './folders.ts';
import { checkOut } from './git/checkout.ts';
import { frontDoor, type LocalPorts } from './local-ports.ts';
import { endLosers } from './losers.ts';
import { type Progress, StateProgress } from './progress.ts';
import { awaited } from './runner/awaited.ts';
import { itemsIn } from './runner/items.ts';
import { Runner } from './runner/runner.ts';
import { systemTimer } from './states-language/system-timer.ts';
import type { Stopwatch } from './stopwatch.ts';
import { type LocalRun, takeIn } from './take-in.ts';
import { runProject } from './tasks/projects.ts';
import { runStep } from './tasks/steps.ts';
import { Teller } from './tell.ts';
import type { Timing } from './timing.ts';
import type { TrafficOptions } from './traffic/options.ts';
import { RolloutTraffic } from './traffic/rollout-traffic.ts';
import { type OpenedWorkload, openWorkload } from './workload/open-workload.ts';
import type { Workloads } from './workload/workloads.ts';

type AbOptions = Extract<Policy['rollout']['strategy'], { kind: 'ab' }>;

export interface DeliveryParts {
  folders: Folders;
  ports: LocalPorts;
  workloads: Workloads;
  stopwatch: Stopwatch;
}

/** Deliveries on this machine: takes requests in, and drives their executions and those that their ends wake. */
export class LocalDelivery {
  private readonly folders: Folders;
  private readonly ports: LocalPorts;
  private readonly workloads: Workloads;
  private readonly stopwatch: Stopwatch;
  private runner: Runner | undefined;
  private stopped = false;

  constructor({ folders, ports, workloads, stopwatch }: DeliveryParts) {
    this.folders = folders;
    this.ports = ports;
    this.workloads = workloads;
    this.stopwatch = stopwatch;
  }

  /** Resolves to the id of the run that answers the request, once it has ended, and to where the time went. */
  async run(
    request: LocalRun,
    on: (event: Progress) => void,
  ): Promise<{ runId: string; timing: Omit<Timing, 'bakeSeconds'> }> {
    const startedMs = performance.now();
    const note = (text: string) => on({ kind: 'note', text });
    const { opened, template, synthSeconds, environmentSeconds, answered } = await this.begin(request, note);
    const { runId } = answered;
    if (answered.status === 'already') note(`this data and this code were run before, as ${runId}`);
    const workloadBefore = this.stopwatch.workloadSeconds;
    await this.drain(readAssembly(template), opened, on);
    const waiting = () => note(`another process runs ${runId}; waiting for its end`);
    const ended = await awaited(runId, this.ports, waiting);
    const totalSeconds = (performance.now() - startedMs) / 1000;
    const workloadSeconds = this.stopwatch.workloadSeconds - workloadBefore;
    return { runId: ended, timing: { totalSeconds, workloadSeconds, synthSeconds, environmentSeconds } };
  }

  /** Everything before the machine starts; nothing of the request is written before all of it was read. */
  private async begin(request: LocalRun, note: (text: string) => void) {
    const code = await checkOut(request, note);
    try {
      const opened = await openWorkload(code.folder);
      const data = await this.dataOf(request, code.folder, opened);
      const prefix = data.length > 0 ? await drop(data, opened, this.ports.data) : undefined;
      const { template, seconds: synthSeconds } = await synthesize(code.folder, this.folders.assembly);
      await this.ports.store.put(layout.source(opened.bundle.digest), opened.bundle.zip, { absent: true });
      await this.capture(opened);
      const environmentSeconds = await this.readyEnvironment(opened);
      const answered = await takeIn({ request, code, opened, prefix }, this.ports, this.folders.root);
      return { opened, template, synthSeconds, environmentSeconds, answered };
    } finally {
      await code.remove();
    }
  }

  /** Ends what runs in this process as StopExecution would; false when nothing does. */
  stop(cause: string): boolean {
    this.stopped = true;
    return this.runner?.stop(cause) ?? false;
  }

  /** The files given; else, when nothing was released yet and so no data is known, the workload's own sample. */
  private async dataOf({ data, trigger }: LocalRun, folder: string, { policy }: OpenedWorkload): Promise<string[]> {
    if (trigger === 'pull_request') return refuseData(data);
    if (data.length > 0 || (await readChampion(this.ports.store))) return data;
    const own = policy.local.data?.map((file) => join(folder, file)) ?? [];
    if (own.length > 0) return own;
    const sentence =
      'nothing was released here yet, so there is no data to train on: give some with --data FILE, or name some in `local.data` of signalbox.yaml';
    throw new InputError('no-data', sentence);
  }

  /** A laptop has no callers before its first rollout: what would be replayed is what its generator sends. */
  private async capture({ policy, bodies }: OpenedWorkload): Promise<void> {
    const { strategy } = policy.rollout;
    if (strategy.kind !== 'shadow' || strategy.source !== 'replay') return;
    await this.ports.store.put(`${layout.captured}generated.jsonl`, `${bodies.join('\n')}\n`);
  }

  private async readyEnvironment(opened: OpenedWorkload): Promise<number> {
    const startedMs = performance.now();
    const { created } = await this.workloads.venv(await this.workloads.source(this.ports.store, opened.bundle.digest));
    return created ? (performance.now() - startedMs) / 1000 : 0;
  }

  /** Runs what waits: the run just asked for, and those that its end wakes. */
  private async drain(assembly: Assembly, opened: OpenedWorkload, on: (event: Progress) => void): Promise<void> {
    const { ports, workloads, stopwatch } = this;
    const teller = new Teller(ports.store, on);
    const telling = async (name: string, runId: string, work: () => Promise<unknown>): Promise<unknown> => {
      try {
        return await work();
      } finally {
        await teller.after(name, runId);
      }
    };
    const traffic = this.trafficFor(opened, on);
    const states = new StateProgress();
    this.runner = new Runner({
      assembly,
      executions: ports.executions,
      items: itemsIn(ports),
      timer: systemTimer,
      step: async (name, payload) => {
        if (name === 'settle') await this.beforeSettling(payload, (text) => on({ kind: 'note', text }));
        const output = await telling(name, runIdIn(payload), () => runStep(name, payload, ports));
        if (name === 'rollout-shift') await traffic.start();
        return output;
      },
      project: (name, variables, signal) => {
        const onStart = (runId: string, pid: number) => ports.executions.noteCommand(runId, pid);
        const builder = { store: ports.store, workloads, stopwatch, onLine: () => {}, onStart };
        return telling(name, variables.SIGNALBOX_RUN_ID ?? '', () => runProject(name, variables, signal, builder));
      },
      on: (machine, event) => {
        const progress = states.after(machine, event);
        if (progress) on(progress);
      },
      duringRollout: (rollout) => traffic.during(rollout),
    });
    while (!this.stopped) {
      const next = ports.executions.claimNext();
      if (!next) return;
      await this.runner.run(next);
    }
  }

  private trafficFor({ policy, bodies, expected }: OpenedWorkload, on: (event: Progress) => void): RolloutTraffic {
    const { requestsPerSecond } = policy.local.traffic;
    const { strategy } = policy.rollout;
    return new RolloutTraffic({
      url: () => frontDoor(this.folders),
      bodies,
      requestsPerSecond,
      ...(strategy.kind === 'ab' && expected ? { users: usersOf(strategy, expected) } : {}),
      note: (text) => on({ kind: 'note', text }),
    });
  }

  private async beforeSettling(payload: unknown, note: (text: string) => void): Promise<void> {
    if (!(await frontDoor(this.folders))) return;
    const { runId, executionArn } = payload as { runId: string; executionArn: string };
    // Servers too many are no reason to keep a run from its end; the next release ends them, or `down`.
    await endLosers(runId, executionArn, this.ports).catch((error) =>
      note(`servers were left running: ${messageOf(error)}`),
    );
  }
}

function usersOf({ userHeader, metric }: AbOptions, expected: Said[][]): TrafficOptions['users'] {
  return { header: userHeader, lowest: metric.lowest, highest: metric.highest, expected };
}

function refuseData(data: string[]): string[] {
  if (data.length === 0) return [];
  const sentence =
    'a pull request is judged on the sample that `pullRequest.data` of signalbox.yaml names, not on --data';
  throw new InputError('data-of-pull-request', sentence);
}

function runIdIn(payload: unknown): string {
  return String((payload as { runId?: unknown } | null)?.runId ?? '');
}
