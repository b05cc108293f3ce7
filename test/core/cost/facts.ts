import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assumptions, assumptionsOf } from '../../../lib/core/cost/assumptions.ts';
import { type Estimate, estimate } from '../../../lib/core/cost/estimate.ts';
import type { Region } from '../../../lib/core/cost/prices.ts';
import type { FunctionFacts, TemplateFacts } from '../../../lib/core/cost/template.ts';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';

const iris = parsePolicy(readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8'));

const small: FunctionFacts = { memoryMiB: 1_024, diskMiB: 512, architecture: 'x86_64' };

/** A pipeline of round numbers. */
const facts: TemplateFacts = {
  functions: { admit: small, profile: { ...small, diskMiB: 1_536 }, recover: small },
  builds: { checks: 'BUILD_GENERAL1_MEDIUM', image: 'BUILD_GENERAL1_LARGE', train: 'BUILD_GENERAL1_SMALL' },
  training: { kind: 'build', size: 'BUILD_GENERAL1_SMALL', count: 1, spot: false },
  served: { kind: 'function', memoryMiB: 1_024, architecture: 'arm64', keptReady: 0 },
  monthly: [{ price: 'alarm', count: 3 }],
  clocks: [{ step: 'recover', calls: 1_000 }],
  polledQueues: 1,
  hourly: [],
  unknown: [],
};

export function estimateOf(
  region: Region = 'us-east-1',
  given: Partial<Assumptions> = {},
  changes: Partial<TemplateFacts> = {},
): Estimate {
  return estimate({ ...facts, ...changes }, iris, region, assumptionsOf(iris, given));
}
