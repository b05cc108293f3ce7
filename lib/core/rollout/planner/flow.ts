import type { RolloutStep } from '../step.ts';

/** Requests a second of each version in a step; the champion's are 0 where it gets none, or none to compare with. */
export interface Flow {
  candidate: number;
  champion: number;
}

export function flowOf({ manner, percent }: RolloutStep, requestsPerSecond: number): Flow {
  const candidate = (requestsPerSecond * percent) / 100;
  switch (manner) {
    case 'split':
    case 'sticky':
      return { candidate, champion: requestsPerSecond - candidate };
    case 'compared':
    case 'replayed':
      return { candidate, champion: candidate };
    case 'mirrored':
      return { candidate, champion: requestsPerSecond };
  }
}
