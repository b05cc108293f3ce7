import type { Policy } from '../policy/schema.ts';

interface Kind {
  /** Of the command line, and of a line that tells what was assumed. */
  option: string;
  unit: string;
  describes: string;
  /** Of this policy. */
  default: (policy: Policy) => number;
  /** What the default is, in words. */
  otherwise: string;
}

/** What an estimate cannot know. Each is an option of `signalbox cost`, and told with the result. */
export const assumptionKinds = {
  runsPerMonth: kind('--runs-per-month', 'runs', 'runs in a month, each to a release of new code', 30),
  dataGb: kind('--data-gb', 'GB', 'data of one run', 0.1),
  imageGb: kind('--image-gb', 'GB', 'what an image adds to the repository', 0.5),
  checksMinutes: kind('--checks-minutes', 'minutes', "a build of the workload's checks", 3),
  imageMinutes: kind('--image-minutes', 'minutes', 'a build of the image', 5),
  trainingMinutes: {
    ...kind('--training-minutes', 'minutes', 'one training', 0),
    default: ({ training }: Policy) => training.timeLimitSeconds / 60,
    otherwise: 'as long as the policy allows',
  },
  stepSeconds: kind('--step-seconds', 's', 'one call of a step', 3),
  profileSecondsPerGb: kind('--profile-seconds-per-gb', 's/GB', 'reading data, beside that', 30),
  requestsPerSecond: {
    ...kind('--requests-per-second', '1/s', 'requests of callers', 1),
    default: ({ rollout }: Policy) => rollout.expectedRequestsPerSecond ?? 1,
    otherwise: 'what the policy expects, else 1',
  },
  answerMs: kind('--answer-ms', 'ms', 'one answer of the model', 50),
} satisfies Record<string, Kind>;
export type AssumptionName = keyof typeof assumptionKinds;
export type Assumptions = Record<AssumptionName, number>;

export interface Assumed {
  name: AssumptionName;
  option: string;
  value: number;
  unit: string;
  describes: string;
}

const names = Object.keys(assumptionKinds) as AssumptionName[];

/** What was given, and the defaults of this policy for the rest. */
export function assumptionsOf(policy: Policy, given: Partial<Assumptions>): Assumptions {
  return Object.fromEntries(
    names.map((name) => [name, given[name] ?? assumptionKinds[name].default(policy)]),
  ) as Assumptions;
}

export function assumed(assumptions: Assumptions): Assumed[] {
  return names.map((name) => {
    const { option, unit, describes } = assumptionKinds[name];
    return { name, option, value: assumptions[name], unit, describes };
  });
}

function kind(option: string, unit: string, describes: string, value: number): Kind {
  return { option, unit, describes, default: () => value, otherwise: String(value) };
}
