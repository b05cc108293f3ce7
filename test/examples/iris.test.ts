import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../../lib/core/contract/features.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { parsePolicy } from '../../lib/core/policy/parse.ts';

const workload = join(import.meta.dirname, '../../examples/iris');
const read = (path: string) => readFileSync(join(workload, path), 'utf8');
const lines = (path: string) => read(path).trimEnd().split('\n');
const policy = parsePolicy(read('signalbox.yaml'));
const contract = readContract({ text: read(policy.data.contract), file: policy.data.contract });
const names = features(contract, policy.data.target);

describe('the iris workload', () => {
  test('names only files that exist', () => {
    const named = [
      policy.data.contract,
      policy.evaluation.golden.data,
      policy.local.traffic.requests,
      ...policy.python.requirements,
    ];
    expect(named.filter((path) => !existsSync(join(workload, path)))).toEqual([]);
  });

  test('tells editors where its schema is', () => {
    expect(lines('signalbox.yaml')[0]).toBe('# yaml-language-server: $schema=../../docs/signalbox.schema.json');
  });

  test('takes the four lengths as features, and never the identifier', () => {
    expect(names).toEqual(['sepal_length', 'sepal_width', 'petal_length', 'petal_width']);
  });

  test('has golden rows of the features and the target, and no other column', () => {
    const [header, ...rows] = lines(policy.evaluation.golden.data);
    expect(header).toBe([...names, policy.data.target].join(','));
    expect(new Set(rows).size).toBe(12);
  });

  test('pins every requirement with hashes and names no index', () => {
    for (const file of policy.python.requirements) {
      const entries = read(file)
        .replaceAll('\\\n', ' ')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
      expect(entries.length).toBeGreaterThan(5);
      for (const entry of entries)
        expect(entry).toMatch(/^[a-z0-9.-]+(\[[a-z,]+\])?==\S+ +(--hash=sha256:[0-9a-f]{64}\s*)+$/);
    }
  });
});

describe('its traffic', () => {
  type Body = { instances: Array<Record<string, number | null>> };
  const bodies = lines(policy.local.traffic.requests).map((line) => JSON.parse(line) as Body);
  const gaps = bodies.flatMap(({ instances }, index) => (instances[0]?.petal_width === null ? [index] : []));

  test('sends one instance a request, of features only', () => {
    expect(bodies).toHaveLength(200);
    for (const { instances } of bodies) expect(instances.map((each) => Object.keys(each))).toEqual([names]);
  });

  test('leaves the petal width null in 5 % of requests and nothing else', () => {
    expect(gaps).toHaveLength(10);
    const nulls = bodies.flatMap(({ instances }) => instances.flatMap((each) => Object.values(each)));
    expect(nulls.filter((value) => value === null)).toHaveLength(10);
  });

  test('spreads the nulls over every tenth place, so a router that counts gives each arm its 5 %', () => {
    expect(new Set(gaps.map((index) => index % 10)).size).toBe(10);
    expect(new Set(gaps.map((index) => Math.floor(index / 20))).size).toBe(10);
  });
});
