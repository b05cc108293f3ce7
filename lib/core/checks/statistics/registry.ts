import { ofGroups } from './of-groups.ts';
import { ofNumbers } from './of-numbers.ts';
import { ofShape } from './of-shape.ts';
import { ofParts } from './parts.ts';
import type { Statistic } from './statistic.ts';

/** Every statistic by the name that contracts have for it. */
export const statistics: Record<string, Statistic> = { ...ofParts, ...ofGroups, ...ofNumbers, ...ofShape };
