import type { Policy } from '../policy/schema.ts';
import { type Assumed, type Assumptions, assumed } from './assumptions.ts';
import { type Line, priced, total } from './line.ts';
import { monthUses } from './month-uses.ts';
import type { Region } from './prices.ts';
import { runUses } from './run-uses.ts';
import type { TemplateFacts } from './template.ts';

/** What a pipeline will cost, about, by what it is and what is assumed. Dollars. */
export interface Estimate {
  pipeline: string;
  region: Region;
  assumptions: Assumed[];
  lines: Line[];
  perRun: number;
  /** Runs, serving, what is paid whatever happens, and what a month of runs leaves. */
  perMonth: number;
  /** Of that, what nobody's use brings: no run, no request. Storage of earlier months comes on top. */
  idlePerMonth: number;
  /** What is not in the numbers. */
  leftOut: string[];
}

/** Nothing is known of the free tier that is left of an account, so that there is none in it. */
const never = [
  'free tiers',
  'requests to S3',
  'logs',
  'traces',
  'metrics that functions write and the judge reads',
  'data out of the region',
];

export function estimate(facts: TemplateFacts, policy: Policy, region: Region, assumptions: Assumptions): Estimate {
  const uses = [...runUses(facts, policy, assumptions), ...monthUses(facts, assumptions)];
  const lines = uses.map((use) => priced(use, region));
  const of = (part: Line['part']) => total(lines.filter((line) => line.part === part));
  const unpriced = lines.filter(({ dollars }) => dollars === null);
  return {
    pipeline: policy.name,
    region,
    assumptions: assumed(assumptions),
    lines,
    perRun: of('run'),
    perMonth: of('run') * assumptions.runsPerMonth + of('serving') + of('idle') + of('storage'),
    idlePerMonth: of('idle'),
    leftOut: [
      ...unpriced.map(({ service, what, unit }) => `${what} (${service}): the price table has no ${unit}`),
      ...facts.hourly.map((id) => `${id}, which is paid by the hour`),
      ...facts.unknown.map((type) => `${type}, of which nobody knows how it is paid`),
      ...never,
    ],
  };
}
