import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { acts } from '../../examples/demo/acts.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import type { Ruling } from '../../lib/core/judge/look.ts';
import { parsePolicy } from '../../lib/core/policy/parse.ts';
import type { Policy } from '../../lib/core/policy/schema.ts';
import { expectedRequests } from '../../lib/core/rollout/expected-requests.ts';
import { planOf } from '../../lib/core/rollout/plan.ts';
import { forecast, refusal } from '../../lib/core/rollout/planner.ts';
import { uniformsFrom } from '../../lib/core/uniforms.ts';
import { openWorkload } from '../../lib/local/workload/open-workload.ts';
import { arm, judged, type Window } from '../core/judge/rollout.ts';

const examples = join(import.meta.dirname, '../../examples');
const workload = join(examples, 'iris');
const changes = join(examples, 'demo/changes');
const read = (path: string) => readFileSync(join(examples, path), 'utf8');
const rowsOf = (path: string) =>
  read(path)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
const [header = [], ...all] = rowsOf('demo/drops/2-more/iris.csv');
const column = (name: string) => header.indexOf(name);

describe('the drops of the demo', () => {
  test.each(['1-first', '2-more', '3-poisoned'])('%s has the columns of the contract', (drop) => {
    const contract = readContract({ text: read('iris/contract.yaml'), file: 'contract.yaml' });
    expect(rowsOf(`demo/drops/${drop}/iris.csv`)[0]).toEqual(contract.properties.map(({ name }) => name));
  });

  test('the first is 35 flowers of each species, all of them in the second', () => {
    const first = rowsOf('demo/drops/1-first/iris.csv').slice(1);
    const species = Map.groupBy(first, (row) => row[column('species')]);
    expect([...species.values()].map((rows) => rows.length)).toEqual([35, 35, 35]);
    const known = new Set(all.map((row) => row.join()));
    expect(first.filter((row) => !known.has(row.join()))).toEqual([]);
  });

  test("the second is the workload's data, 150 flowers with a number of their own", () => {
    expect(read('demo/drops/2-more/iris.csv')).toBe(read('iris/data/iris.csv'));
    expect(new Set(all.map((row) => row[0])).size).toBe(150);
  });

  test('the third has petals in millimetres in 60 rows, no sepal width in 15 others, and differs in nothing else', () => {
    const [, ...poisoned] = rowsOf('demo/drops/3-poisoned/iris.csv');
    const seen = { same: 0, millimetres: 0, missing: 0, other: 0 };
    all.forEach((row, index) => {
      seen[kindOf(row, poisoned[index] ?? [])] += 1;
    });
    expect(seen).toEqual({ same: 75, millimetres: 60, missing: 15, other: 0 });
  });
});

function kindOf(row: string[], now: string[]): 'same' | 'millimetres' | 'missing' | 'other' {
  const differing = header.filter((_, index) => row[index] !== now[index]);
  if (differing.length === 0 && row.length === now.length) return 'same';
  if (differing.join() === 'sepal_width' && now[column('sepal_width')] === '') return 'missing';
  const tenfold = differing.every((name) => Number(now[column(name)]) === Math.round(Number(row[column(name)]) * 10));
  return differing.join() === 'petal_length,petal_width' && tenfold ? 'millimetres' : 'other';
}

const filesOf = (change: string) =>
  readdirSync(join(changes, change), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(changes, change), join(entry.parentPath, entry.name)));

describe('the code changes of the demo', () => {
  test.each(readdirSync(changes))(
    '%s replaces files of the workload by others, and adds what its policy names',
    (change) => {
      const files = filesOf(change);
      expect(files.length).toBeGreaterThan(0);
      const added = files.filter((file) => !existsSync(join(workload, file)));
      const named = files.includes('signalbox.yaml') ? policyOf(change).local.traffic.expected : undefined;
      expect(added).toEqual(added.filter((file) => file === named));
      for (const file of files.filter((one) => !added.includes(one)))
        expect(read(join('demo/changes', change, file))).not.toBe(readFileSync(join(workload, file), 'utf8'));
    },
  );

  test('are all played by an act, and nothing else is', () => {
    const played = acts.flatMap((act) => act.changes ?? []).map((folder) => basename(folder));
    expect([...new Set(played)].sort()).toEqual(readdirSync(changes).sort());
  });

  test.each(acts.filter((act) => act.changes).map((act, i) => [i + 4, act] as const))(
    'act %i makes a workload that a run can open',
    async (_, { changes: folders = [] }) => {
      const folder = mkdtempSync(join(tmpdir(), 'signalbox-demo-test-'));
      try {
        for (const each of [workload, ...folders]) cpSync(each, folder, { recursive: true });
        const { policy, bodies, expected } = await openWorkload(folder);
        expect(bodies).toHaveLength(200);
        expect(expected !== undefined).toBe(policy.rollout.strategy.kind === 'ab');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe('the traffic of the sixth and the seventh act', () => {
  type Instance = Record<string, number | null>;
  const instancesOf = (path: string) =>
    linesOf(path).map((line) => (JSON.parse(line) as { instances: Instance[] }).instances[0] ?? {});
  const unmeasured = instancesOf('demo/changes/6-estimates-petal-width/traffic/requests.jsonl');
  const expected = linesOf('demo/changes/7-asks-the-users/traffic/expected.jsonl').map((line) => JSON.parse(line));

  test("is the workload's, with every third petal unmeasured", () => {
    const known = instancesOf('iris/traffic/requests.jsonl');
    expect(unmeasured).toEqual(known.map((one, i) => (i % 3 === 0 ? { ...one, petal_width: null } : one)));
  });

  test('is of flowers of the drop, whose species is what is expected', () => {
    expect(expected).toHaveLength(unmeasured.length);
    unmeasured.forEach((instance, i) => {
      const flower = all[i % all.length] ?? [];
      expect(expected[i]).toEqual([flower[column('species')]]);
      for (const [name, value] of Object.entries(instance).filter((entry) => entry[1] !== null))
        expect(Math.abs(Number(flower[column(name)]) - Number(value))).toBeLessThanOrEqual(0.055);
    });
  });
});

/**
 * Both versions' answers to the 200 lines of the traffic, counted with the model of the second act and the code of either: 23 differ,
 * and 196 against 173 are right. Here is what follows from that, whatever chance does.
 */
describe('the judge of the sixth and the seventh act', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  const requestsPerSecond = 100;

  test('has more time than that by far', () => {
    for (const change of ['6-estimates-petal-width', '7-asks-the-users']) {
      expect(planOf(policyOf(change), 'local', true).steps[0]?.deadlineSeconds).toBeGreaterThan(mostWindows);
      const policy = policyOf(change);
      const planned = forecast(policy, 'local', expectedRequests(policy, 'local'));
      expect({ change, planned: planned !== null, refused: refusal(planned) }).toEqual({
        change,
        planned: true,
        refused: null,
      });
    }
  });

  test('finds that one answer in nine differs, long before the time is up', () => {
    const policy = policyOf('6-estimates-petal-width');
    for (const seed of seeds) {
      const chance = chanceFrom(seed);
      const rulings = rolledOut(policy, () => {
        const agreement = { compared: requestsPerSecond, disagreed: chance(requestsPerSecond, 23 / 200) };
        return { candidate: arm(requestsPerSecond, 0, { agreement }), champion: arm(requestsPerSecond, 0) };
      });
      expect(rulings.at(-1)).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
      expect(rulings.length).toBeLessThanOrEqual(mostWindows);
    }
  });

  test('finds that users are better off with the candidate, long before the horizon', () => {
    const policy = policyOf('7-asks-the-users');
    for (const seed of seeds) {
      const chance = chanceFrom(seed);
      const users = (count: number, right: number) => {
        const sum = chance(count, right / 200);
        return arm(count, 0, { outcomes: { count, sum, sumOfSquares: sum } });
      };
      const rulings = rolledOut(policy, () => {
        const count = chance(requestsPerSecond, 0.5);
        return { candidate: users(count, 196), champion: users(requestsPerSecond - count, 173) };
      });
      expect(rulings.at(-1)).toMatchObject({ decision: 'promote', verdict: 'pass' });
      expect(rulings.length).toBeLessThanOrEqual(mostWindows);
    }
  });
});

/** Of a second each. */
const mostWindows = 15;

function rolledOut(policy: Policy, window: () => Window): Ruling[] {
  const { judge: rules, strategy } = policy.rollout;
  const plan = planOf(policy, 'local', true);
  const windows = Array.from({ length: mostWindows }, window);
  return judged(windows, { rules, strategy, plan });
}

/** How many of so many come true with this probability each. */
function chanceFrom(seed: number): (count: number, probability: number) => number {
  const next = uniformsFrom(seed);
  return (count, probability) => Array.from({ length: count }).filter(() => next() < probability).length;
}

function policyOf(change: string): Policy {
  return parsePolicy(read(join('demo/changes', change, 'signalbox.yaml')));
}

function linesOf(path: string): string[] {
  return read(path).trimEnd().split('\n');
}
