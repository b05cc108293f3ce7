import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, runProcess } from './process.ts';
import { signalboxCommand } from './signalbox.ts';
import { gxSuite, inOdcs, odcsContract, suiteSize } from './suite.ts';

/** One that runs the suite over a file. */
export interface Contestant {
  name: string;
  command(file: string): string[];
  /** How many of the 24 checks it makes. */
  checks: number;
  /** What it says of a file: how many of its checks failed; null where it could not answer. */
  failed(ran: Ran): number | null;
}

export const ours = 'signalbox';
export const oursWithoutKey = 'signalbox without a unique key';

/** Great Expectations' suite where `validate` can read it; before that, as much as its ODCS can say. */
export async function ourContestants(folder: string, probe: string): Promise<Contestant[]> {
  mkdirSync(folder, { recursive: true });
  const contestants: Contestant[] = [];
  for (const key of [true, false]) {
    const [suite, contract] = [gxSuite(key), odcsContract(key)].map((form, at) => {
      const file = join(folder, `${at === 0 ? 'suite' : 'contract'}${key ? '' : '-no-key'}.json`);
      writeFileSync(file, JSON.stringify(form, null, 2));
      return file;
    }) as [string, string];
    const whole = decided(
      await runProcess([...signalboxCommand, 'validate', probe, '--contract', suite, '--json'], 60),
    );
    const checks = (whole ? suiteSize : inOdcs) - (key ? 0 : 1);
    contestants.push({
      name: key ? ours : oursWithoutKey,
      command: (file) => [...signalboxCommand, 'validate', file, '--contract', whole ? suite : contract, '--json'],
      checks,
      failed: (ran) => (decided(ran) ? failedOf(ran.stdout) : null),
    });
  }
  return contestants;
}

/** Whether it ended in a verdict. */
function decided({ cost }: Ran): boolean {
  return [0, 1, 2].includes(cost.exit);
}

function failedOf(stdout: string): number {
  const gate = JSON.parse(stdout) as { checks: Array<{ verdict: string }> };
  return gate.checks.filter(({ verdict }) => verdict !== 'pass').length;
}

const peers: Array<[name: string, script: string, checks: number]> = [
  ['floor: DuckDB sums all', 'floor.py', 0],
  ['polars by hand', 'polars_by_hand.py', suiteSize],
  ['pandera on polars', 'pandera_polars.py', suiteSize],
  ['pandera on pandas', 'pandera_pandas.py', suiteSize],
  ['Great Expectations', 'great_expectations_suite.py', suiteSize],
];

export function peerContestants(python: string, folder: string): Contestant[] {
  return peers.map(([name, script, checks]) => ({
    name,
    command: (file) => [python, scriptPath(script), file, join(folder, 'suite.json')],
    checks,
    failed: failedOfPeer,
  }));
}

export function scriptPath(script: string): string {
  const path = join(import.meta.dirname, 'peers', script);
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return path;
}

export function failedOfPeer({ cost, stdout }: Ran): number | null {
  if (cost.exit !== 0) return null;
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return (JSON.parse(last) as { failed: string[] }).failed.length;
}
