import { type Adversary, combinations, run as explored } from '../explorer/run.ts';

interface Search {
  against: Adversary;
  /** Whether it is to end by itself: for each combination, or for the first of each target. Absent: it is a sample. */
  whole?: 'each' | 'first';
}

/** What may go wrong in each search; all that is not named does not happen. */
const searches: Record<string, Search> = {
  'one fault': { against: { faults: 1 }, whole: 'each' },
  'one fault and somebody else': { against: { faults: 1, foreign: 1 }, whole: 'each' },
  'one fault, and the service takes it back': { against: { faults: 1, reverts: 1 }, whole: 'each' },
  'one fault, and a newer delivery waits': { against: { faults: 1, waiting: true }, whole: 'each' },
  'two operators at once': { against: { operators: ['abort', 'promote'] }, whole: 'first' },
  'two faults, reaper at any moment': { against: { faults: 2, switches: 1, reapers: 1, reverts: 1 } },
  'a newer delivery comes': { against: { faults: 1, switches: 1, deliveries: 1, operators: ['rollback'] } },
  'operators and faults': {
    against: {
      faults: 2,
      switches: 1,
      waits: 1,
      reapers: 1,
      reverts: 1,
      operators: ['abort', 'promote', 'rollback', 'rollback 1.0.0', 'pause'],
    },
  },
  'somebody else, and who takes it over': {
    against: { faults: 1, switches: 2, reapers: 1, foreign: 1, operators: ['rollback', 'rollback!'] },
  },
};

/** More than any search that is to end by itself has. */
const mostOfAll = 2_000_000;

interface Asked {
  /** States of a sample. */
  mostStates: number;
  seed: number;
  tells: boolean;
}

/** Prints a row for each search of a combination; the number of those that found something, or did not end and should have. */
async function searched(target: string, strategy: string, { mostStates, seed, tells }: Asked): Promise<number> {
  const isFirst = combinations.find(([other]) => other === target)?.[1] === strategy;
  let wrong = 0;
  for (const [name, { against, whole }] of Object.entries(searches)) {
    if (whole === 'first' && !isFirst) continue;
    const beganMs = Date.now();
    const found = await explored(target, strategy, against, whole ? { mostStates: mostOfAll } : { mostStates, seed });
    const { states, moves, ends, complete, violations } = found;
    const seconds = Math.round((Date.now() - beganMs) / 100) / 10;
    console.log([target, strategy, name, states, moves, ends, complete, violations.length, seconds].join(' | '));
    for (const { what, trace } of violations) console.log([what, ...(tells ? trace : [])].join('\n  '));
    if (violations.length > 0 || (whole && !complete)) wrong += 1;
  }
  return wrong;
}

/**
 * `npm run bench -- explorer [--states 20000] [--seed 1] [--only alias] [--trace]`: every target and strategy against every adversary;
 * exits with 1 on a violation, or where a search that is to end by itself did not. A sample ends after `--states`, and turns elsewhere
 * by the seed whenever it came to an end.
 */
export async function run(): Promise<void> {
  const asked = process.argv.slice(3);
  const option = (name: string) => (asked.includes(name) ? asked[asked.indexOf(name) + 1] : undefined);
  const only = option('--only');
  const [mostStates, seed] = [Number(option('--states') ?? 20_000), Number(option('--seed') ?? 1)];
  let wrong = 0;
  console.log('target | strategy | what may happen | states | moves | ends | complete | violations | seconds');
  for (const [target, strategy] of combinations)
    if (only === undefined || only === target)
      wrong += await searched(target, strategy, { mostStates, seed, tells: asked.includes('--trace') });
  if (wrong > 0) process.exitCode = 1;
}
