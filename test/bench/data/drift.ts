import { existsSync } from 'node:fs';
import { type Contestant, failedOfPeer, ours, scriptPath } from './contestants.ts';
import { wideFile } from './generate.ts';
import { runProcess } from './process.ts';
import { signalboxCommand } from './signalbox.ts';

/** `width` columns × 200,000 rows against as many: ours against a profile that was stored once, the peers against the raw reference. */
export async function driftContestants(
  pythons: { python: string; evidently: string },
  folder: string,
  width: number,
): Promise<{ contestants: Contestant[]; file: string; note: string }> {
  const raw = await wideFile(folder, 'reference', width);
  const file = await wideFile(folder, 'current', width);
  const peers: Contestant[] = [
    { name: 'scipy in a loop', script: 'drift_scipy.py', python: pythons.python },
    { name: 'Evidently', script: 'drift_evidently.py', python: pythons.evidently },
  ].map(({ name, script, python }) => ({
    name,
    checks: width,
    command: (current) => [python, scriptPath(script), raw, current],
    // Every tenth of some columns is shifted, so a comparison that finds nothing has not been made.
    failed: (ran) => (failedOfPeer(ran) === 0 ? null : 0),
  }));
  const profile = `${raw}.profile.json`;
  const made = await runProcess([...signalboxCommand, 'profile', raw, '--output', profile], 600);
  if (made.cost.exit !== 0 || !existsSync(profile))
    return { contestants: peers, file, note: `signalbox cannot make a profile: ${made.stderr.trim().split('\n')[0]}` };
  const mine: Contestant = {
    name: ours,
    checks: width,
    command: (current) => [...signalboxCommand, 'drift', '--reference', profile, '--current', current, '--json'],
    failed: (ran) => (ran.cost.exit === 1 ? 0 : null),
  };
  const { cpuSeconds, wallSeconds } = made.cost;
  const note = `making that profile once took ${cpuSeconds.toFixed(1)} s of CPU, ${wallSeconds.toFixed(1)} s`;
  return { contestants: [mine, ...peers], file, note };
}
