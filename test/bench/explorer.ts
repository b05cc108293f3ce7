import { combinations, run as explored } from '../explorer/run.ts';
import type { Left } from '../explorer/state.ts';

/** What may go wrong in each search; all that is not named does not happen. */
const adversaries: Record<string, Partial<Left>> = {
  'one fault': { faults: 1 },
  'two faults, reaper at any moment': { faults: 2, switches: 1, reapers: 1, reverts: 1 },
  'two operators at once': { switches: 2, operators: ['abort', 'promote'] },
  'operators and faults': {
    faults: 2,
    switches: 1,
    waits: 1,
    reapers: 1,
    reverts: 1,
    operators: ['abort', 'promote', 'rollback', 'pause'],
  },
  'somebody else': { faults: 1, switches: 2, reapers: 1, foreign: 1, operators: ['rollback'] },
};

/**
 * `npm run bench -- explorer [--states 20000] [--seed 1] [--trace]`: every target and strategy against every adversary; exits with 1
 * on a violation. A search that `--states` ends turns elsewhere by the seed.
 */
export async function run(): Promise<void> {
  const asked = process.argv.slice(3);
  const option = (name: string, otherwise: number) => Number(asked[asked.indexOf(name) + 1] ?? otherwise) || otherwise;
  const [mostStates, seed] = [option('--states', 20_000), option('--seed', 1)];
  let violations = 0;
  console.log('target | strategy | adversary | faults | switches | states | moves | ends | complete | violations');
  for (const [target, strategy] of combinations)
    for (const [name, left] of Object.entries(adversaries)) {
      const found = await explored(target, strategy, left, { mostStates, seed });
      const { states, moves, ends, complete } = found;
      const row = [
        target,
        strategy,
        name,
        left.faults ?? 0,
        left.switches ?? 0,
        states,
        moves,
        ends,
        complete,
        found.violations.length,
      ];
      console.log(row.join(' | '));
      violations += found.violations.length;
      for (const { what, trace } of found.violations)
        console.log([what, ...(asked.includes('--trace') ? trace : [])].join('\n  '));
    }
  if (violations > 0) process.exitCode = 1;
}
