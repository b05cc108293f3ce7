import { type Contestant, ours } from './contestants.ts';
import { type Cost, runProcess } from './process.ts';

export interface Raced {
  name: string;
  checks: number;
  /** Null: it could not answer, and why. */
  cost: Cost | null;
  why?: string;
  /** What it had used when it was stopped; it would have taken longer. */
  stopped?: Cost;
  times: number;
}

/** One that takes this long is run once: medians of hours tell nothing more. */
const slowSeconds = 60;

/** Runs all in turn, `repeat` times, so that what else the machine does falls on all alike. Medians of each figure by itself. */
export async function race(
  contestants: Contestant[],
  file: string,
  repeat: number,
  limitSeconds: number,
): Promise<Raced[]> {
  const costs = new Map<string, Cost[]>(contestants.map(({ name }) => [name, []]));
  const refused = new Map<string, string>();
  const stopped = new Map<string, Cost>();
  for (let turn = 0; turn < repeat; turn += 1)
    for (const contestant of contestants) {
      const { name } = contestant;
      const own = costs.get(name) ?? [];
      if (refused.has(name) || (own[0] && own[0].wallSeconds > slowSeconds)) continue;
      const ran = await runProcess(contestant.command(file), limitSeconds);
      const failed = contestant.failed(ran);
      if (wasStopped(ran.cost, limitSeconds)) stopped.set(name, ran.cost);
      if (failed === 0) own.push(ran.cost);
      else
        refused.set(
          name,
          failed === null ? reasonOf(ran, limitSeconds) : `found ${failed} checks broken on data that keeps them`,
        );
    }
  return contestants.map(({ name, checks }) => {
    const own = costs.get(name) ?? [];
    const why = refused.get(name);
    const unfinished = stopped.get(name);
    return {
      name,
      checks,
      times: own.length,
      cost: why === undefined ? medians(own) : null,
      ...(why === undefined ? {} : { why }),
      ...(unfinished ? { stopped: unfinished } : {}),
    };
  });
}

function wasStopped({ exit, wallSeconds }: Cost, limitSeconds: number): boolean {
  return exit === -9 && wallSeconds >= limitSeconds;
}

function reasonOf({ cost, stdout, stderr }: Awaited<ReturnType<typeof runProcess>>, limitSeconds: number): string {
  if (wasStopped(cost, limitSeconds)) return `stopped after ${limitSeconds} s`;
  const told = stdout.startsWith('{') ? (JSON.parse(stdout) as { sentence?: string }).sentence : undefined;
  const last = told ?? stderr.trim().split('\n').at(-1) ?? '';
  return `ended with ${cost.exit}: ${last.slice(0, 160)}`;
}

function medians(costs: Cost[]): Cost | null {
  if (costs.length === 0) return null;
  const of = (figure: (cost: Cost) => number) => median(costs.map(figure));
  return {
    wallSeconds: of((cost) => cost.wallSeconds),
    cpuSeconds: of((cost) => cost.cpuSeconds),
    peakBytes: of((cost) => cost.peakBytes),
    exit: 0,
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (low + high) / 2;
}

/** The table of one race: each figure, and its ratio to that of `signalbox`. */
export function raceRows(raced: Raced[], starts: Raced[]): string[][] {
  const mine = raced.find(({ name }) => name === ours)?.cost;
  const head = ['', 'checks', 'wall s', '× ours', 'CPU s', '× ours', 'peak MB', '× ours', 'of it start s', 'n'];
  const rows = raced.map(({ name, checks, cost, times }) => {
    if (!cost) return [name, String(checks), 'none', '', '', '', '', '', '', String(times)];
    const start = starts.find((one) => one.name === name)?.cost?.wallSeconds;
    const ratio = (of: (cost: Cost) => number) => (mine ? (of(cost) / of(mine)).toFixed(2) : '');
    return [
      name,
      checks === 0 ? '' : String(checks),
      cost.wallSeconds.toFixed(2),
      ratio((one) => one.wallSeconds),
      cost.cpuSeconds.toFixed(2),
      ratio((one) => one.cpuSeconds),
      (cost.peakBytes / 1e6).toFixed(0),
      ratio((one) => one.peakBytes),
      start?.toFixed(2) ?? '',
      String(times),
    ];
  });
  return [head, ...rows];
}

/** Why some have no figures. */
export function refusals(raced: Raced[]): string[] {
  return raced.flatMap(({ name, why }) => (why === undefined ? [] : [`${name}: ${why}`]));
}
