import * as z from 'zod';
import type { PredictionCounts } from '../../rollout/traffic.ts';
import { everCompared } from '../course.ts';
import { type BlockState, blockNext, blockStart } from '../statistics/block-e.ts';
import { combineLogE } from '../statistics/combine-e.ts';
import { percent, points } from '../words.ts';
import { type Measure, nothing } from './measure.ts';
import { blockState } from './states.ts';

/** Evidence that a bin's share is higher than the champion's, and that it is lower. */
interface Bin {
  up: BlockState;
  down: BlockState;
}

interface ShiftState {
  /** By label or range; null before the first window in which both versions predicted. */
  bins: Record<string, Bin> | null;
}

/** Bins beyond so many are pooled in one, so that a model of many labels does not thin out what each weighs. */
const mostBins = 20;
/** No label is empty, so this name is free for what is pooled, and for labels that come later. */
const others = '';

/**
 * Whether the share of any label, or of any range of values, moved by more than `maxShift` from the champion's. Two block
 * e-processes a bin, one each way, and the mean of all counts. Which bins there are is settled by the first window with predictions of both, which is
 * not bet on. Takes the predictions of a window as independent. Copies of one request make both versions alike, so the
 * comparison is cautious in the shadow.
 */
export const predictionShift: Measure<ShiftState> = {
  kind: 'prediction-shift',
  weight: (course) => (course.rules.predictions && everCompared(course) ? 1 : null),
  schema: z.strictObject({
    bins: z.record(z.string(), z.strictObject({ up: blockState, down: blockState })).nullable(),
  }),
  start: { bins: null },
  next: (state, seen, { rules }) => {
    const candidate = seen.candidate?.predictions;
    const champion = seen.champion?.predictions;
    const difference = rules.predictions?.maxShift ?? 1;
    if (!candidate?.count || !champion?.count || difference >= 1) return state;
    const bins = state.bins ?? firstBins(candidate, champion);
    const margin = { ratio: 1, difference };
    const known = Object.keys(bins);
    return {
      bins: Object.fromEntries(
        Object.entries(bins).map(([name, { up, down }]) => {
          const ours = sharesOf(candidate, name, known);
          const theirs = sharesOf(champion, name, known);
          return [
            name,
            {
              up: blockNext(up, { candidate: ours, champion: theirs }, 'worse', margin),
              down: blockNext(down, { candidate: theirs, champion: ours }, 'worse', margin),
            },
          ];
        }),
      ),
    };
  },
  read: ({ bins }, { rules }) => {
    const all = Object.entries(bins ?? {});
    const weight = 1 / (2 * all.length);
    const logE =
      all.length === 0
        ? 0
        : combineLogE(all.flatMap(([, { up, down }]) => [up, down].map((one) => ({ logE: one.logE, weight }))));
    const tell = () => `${moved(all)}; allowed: ${points(rules.predictions?.maxShift ?? 1)}`;
    return { ...nothing, bakes: true, worse: [{ measure: 'prediction-shift', share: 1, logE, tell }] };
  },
};

function firstBins(candidate: PredictionCounts, champion: PredictionCounts): Record<string, Bin> {
  const total = (name: string) => (candidate.bins[name] ?? 0) + (champion.bins[name] ?? 0);
  const names = [...new Set([...Object.keys(candidate.bins), ...Object.keys(champion.bins)])];
  names.sort((a, b) => total(b) - total(a) || (a < b ? -1 : 1));
  return Object.fromEntries(
    [...names.slice(0, mostBins), others].map((name) => [name, { up: blockStart, down: blockStart }]),
  );
}

/** How many of an arm's predictions are of a bin; the invalid ones are of none. */
function sharesOf({ count, bins }: PredictionCounts, name: string, known: string[]) {
  const named = name === others ? Object.keys(bins).filter((one) => !known.includes(one)) : [name];
  return { requests: count, errors: named.reduce((sum, one) => sum + (bins[one] ?? 0), 0) };
}

function moved(all: Array<[string, Bin]>): string {
  const best = (bin: Bin) => Math.max(bin.up.logE, bin.down.logE);
  const [name = others, { up } = { up: blockStart }] = [...all].sort(([, a], [, b]) => best(b) - best(a))[0] ?? [];
  const what = name === others ? 'the rarer predictions' : `"${name}"`;
  const of = ({ requests, errors }: BlockState['candidate']) => percent(errors / requests);
  return `the candidate predicts ${what} for ${of(up.candidate)} of what it is asked, the champion for ${of(up.champion)}`;
}
