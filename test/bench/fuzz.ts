import { parseArgs } from 'node:util';
import { fuzz, type Tally } from '../fuzz/campaign.ts';

const caseMs = 30_000;
const tellEveryMs = 15_000;

/**
 * `npm run bench -- fuzz [--minutes 10] [--seed N]`: any bytes under any contract, each in a process that is watched. Ends with 1 and the
 * smallest case that it found when one does not end in a verdict or in one clear error.
 */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes is ${values.minutes}; allowed: a number above 0`);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  console.log(`Seed ${seed}; a case may take ${caseMs / 1000} s`);
  let toldMs = 0;
  const told = (tally: Tally) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < tellEveryMs) return;
    toldMs = nowMs;
    console.log(line(tally));
  };
  const tally = await fuzz({ limitMs: minutes * 60_000, cases: 10_000_000, caseMs, seed, told });
  console.log(`${line(tally)}: every one ended in a verdict or in one clear error`);
}

function line({ verdict, refused, longestMs, peakBytes }: Tally): string {
  const slowest = `slowest ${(longestMs / 1000).toFixed(1)} s`;
  return `${verdict + refused} cases: ${verdict} verdicts, ${refused} errors; ${slowest}, most memory ${(peakBytes / 1e6).toFixed(0)} MB`;
}
