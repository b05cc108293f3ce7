import { alarms } from './alarms.ts';
import { buckets } from './buckets.ts';
import { endpoints } from './endpoints.ts';
import { functions } from './functions.ts';
import { images } from './images.ts';
import type { Finder } from './leftover.ts';
import { models } from './models.ts';
import { parameter } from './parameter.ts';
import { queues } from './queues.ts';

/** What outlives a stack, in the order in which it can go. One more: one file and one line here. */
export const finders: Record<string, Finder> = {
  functions,
  endpoints,
  models,
  alarms,
  queues,
  images,
  buckets,
  parameter,
};
