import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Contestant, failedOfPeer, ours, scriptPath } from './contestants.ts';
import { wideFile } from './generate.ts';
import { runProcess } from './process.ts';
import { signalboxCommand } from './signalbox.ts';

const reference = 'wide-reference.parquet';

/** 500 columns × 200,000 rows against as many: ours against a profile that was stored once, the peers against the raw reference. */
export async function driftContestants(
  pythons: { python: string; evidently: string },
  folder: string,
): Promise<{ contestants: Contestant[]; file: string; note: string | null }> {
  const raw = await wideFile(folder, 'reference');
  const file = await wideFile(folder, 'current');
  const peers: Contestant[] = [
    { name: 'scipy in a loop', script: 'drift_scipy.py', python: pythons.python },
    { name: 'Evidently', script: 'drift_evidently.py', python: pythons.evidently },
  ].map(({ name, script, python }) => ({
    name,
    checks: 500,
    command: (current) => [python, scriptPath(script), raw, current],
    // Every tenth of some columns is shifted, so a comparison that finds nothing has not been made.
    failed: (ran) => (failedOfPeer(ran) === 0 ? null : 0),
  }));
  const profile = join(folder, `${reference}.profile.json`);
  const made = await runProcess([...signalboxCommand, 'profile', raw, '--output', profile], 600);
  if (made.cost.exit !== 0 || !existsSync(profile))
    return { contestants: peers, file, note: `signalbox: ${made.stderr.trim().split('\n')[0]}` };
  const mine: Contestant = {
    name: ours,
    checks: 500,
    command: (current) => [...signalboxCommand, 'drift', '--reference', profile, '--current', current, '--json'],
    failed: (ran) => (ran.cost.exit === 1 ? 0 : null),
  };
  return { contestants: [mine, ...peers], file, note: null };
}
