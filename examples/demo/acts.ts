import { join } from 'node:path';
import type { Outcome } from '../../lib/core/run.ts';

/** One act: what is done, and how it has to end. */
export interface Act {
  title: string;
  trigger: 'data' | 'push';
  /** Drop of this act; none: the last good one. */
  drop?: string;
  /** Folders that are copied over the workload in this order, as the commit of `message` and those that it builds on would. */
  changes?: string[];
  message: string;
  expected: { outcome: Outcome; serving: string };
}

const at = (path: string) => join(import.meta.dirname, path);

export const acts: Act[] = [
  {
    title: 'The first data drop',
    trigger: 'data',
    drop: at('drops/1-first/iris.csv'),
    message: 'first drop of 105 flowers',
    expected: { outcome: 'released', serving: '1.0.0' },
  },
  {
    title: 'New good data',
    trigger: 'data',
    drop: at('drops/2-more/iris.csv'),
    message: 'all 150 flowers',
    expected: { outcome: 'released', serving: '1.0.1' },
  },
  {
    title: 'Poisoned data',
    trigger: 'data',
    drop: at('drops/3-poisoned/iris.csv'),
    message: 'a drop with petals in millimetres and missing widths',
    expected: { outcome: 'rejected', serving: '1.0.1' },
  },
  {
    title: 'A code change that hurts',
    trigger: 'push',
    changes: [at('changes/4-shuffled-labels')],
    message: 'fix(training): shuffle rows, so that the order of a drop cannot matter',
    expected: { outcome: 'rejected', serving: '1.0.1' },
  },
  {
    title: 'A release that fails on live traffic',
    trigger: 'push',
    changes: [at('changes/5-fails-on-null')],
    message: 'refactor(features): drop imputation, the contract makes every feature required',
    expected: { outcome: 'rolled_back', serving: '1.0.1' },
  },
  {
    title: 'A change that answers differently, in the shadow',
    trigger: 'push',
    changes: [at('changes/6-estimates-petal-width')],
    message: 'feat(features): estimate a missing petal width from the length of the petal',
    expected: { outcome: 'rolled_back', serving: '1.0.1' },
  },
  {
    title: 'The same change, and the users decide',
    trigger: 'push',
    changes: [at('changes/6-estimates-petal-width'), at('changes/7-asks-the-users')],
    message: 'feat(rollout): ask the users whether different is better',
    expected: { outcome: 'released', serving: '1.3.0' },
  },
];
