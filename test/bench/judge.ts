import { detection } from './judge/detection.ts';
import { falseAlarms } from './judge/false-alarms.ts';
import { fewPoints } from './judge/few-points.ts';
import { noWorse } from './judge/no-worse.ts';
import { scale } from './judge/scale.ts';

/**
 * The judge of rollouts by simulation, beside the peers' methods: how often it is wrong, and how soon it is right. Seeded, so that
 * it prints the same each time; ends with 1 when a bar is missed.
 */
export async function run(): Promise<void> {
  const missed: string[] = [];
  for (const section of [falseAlarms, detection, noWorse, scale, fewPoints]) {
    const started = performance.now();
    const { title, lines, missed: own } = section();
    console.log(`\n${title} (simulated in ${((performance.now() - started) / 1000).toFixed(0)} s)`);
    for (const line of lines) console.log(`  ${line}`);
    missed.push(...own);
  }
  console.log(
    missed.length === 0 ? '\nEvery bar is held.' : `\nMISSED:\n${missed.map((one) => `  ${one}`).join('\n')}`,
  );
  if (missed.length > 0) process.exitCode = 1;
}
