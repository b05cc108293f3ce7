import { environment } from '../environment.ts';

/** What serves, as the functions that make it are told. */
export type ServedFacts =
  | { kind: 'function'; memoryMiB: number; architecture: 'x86_64' | 'arm64'; keptReady: number }
  | { kind: 'instances'; size: string; count: number }
  | { kind: 'serverless'; memoryMiB: number };

/** From the environments of all functions: those of a release know the most. */
export function servedFacts(environments: Array<Record<string, unknown>>): ServedFacts {
  const merged = Object.assign({}, ...environments.filter((one) => environment.target in one)) as Record<
    string,
    unknown
  >;
  const number = (name: string) => Number(merged[name] ?? 0);
  const size = merged[environment.servedInstanceType];
  if (typeof size === 'string') return { kind: 'instances', size, count: number(environment.servedInstances) };
  const memoryMiB = number(environment.servedMemoryMb);
  if (environment.servedEndpoint in merged) return { kind: 'serverless', memoryMiB };
  return {
    kind: 'function',
    memoryMiB,
    architecture: merged[environment.servedArchitecture] === 'arm64' ? 'arm64' : 'x86_64',
    keptReady: number(environment.servedProvisionedConcurrency),
  };
}
