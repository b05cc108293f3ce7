import { type Method, plain } from '../methods/method.ts';
import type { NumberPair, Pair } from '../pair.ts';
import { energyDistance } from '../statistics/energy-distance.ts';
import { hellinger as distance } from '../statistics/hellinger.ts';
import { jensenShannonDistance } from '../statistics/jensen-shannon.ts';
import { kullbackLeibler } from '../statistics/kullback-leibler.ts';
import { psi as index } from '../statistics/psi.ts';
import { sharesOf } from '../statistics/shares.ts';
import { wasserstein as moved } from '../statistics/wasserstein.ts';
import { sturges } from './sturges.ts';

/** Evidently's distances. From 0.1 on each of them has drifted. */
const threshold = 0.1;

const wasserstein: Method<NumberPair> = {
  name: 'wasserstein',
  words: 'Wasserstein distance in standard deviations',
  threshold,
  of: ['number'],
  measure: ({ cells, reference }) => ({ value: moved(cells).distance / Math.max(reference.deviation, 0.001) }),
};

/** In the unit of the values, so that 0.1 means something else in each column. */
const ed: Method<NumberPair> = {
  name: 'ed',
  words: 'energy distance',
  threshold,
  of: ['number'],
  measure: ({ cells }) => ({ value: energyDistance(cells) }),
};

const jensenshannon: Method = {
  name: 'jensenshannon',
  words: 'Jensen–Shannon distance in nats',
  threshold,
  of: ['number', 'category'],
  measure: (pair) => ({ value: jensenShannonDistance(...plain(pair), Math.E) }),
};

const psi: Method = {
  name: 'psi',
  words: 'population stability index',
  threshold,
  of: ['number', 'category'],
  measure: (pair) => ({ value: index(...filled(pair)) }),
};

const klDiv: Method = {
  name: 'kl_div',
  words: 'Kullback–Leibler divergence',
  threshold,
  of: ['number', 'category'],
  measure: (pair) => {
    const [p, q] = filled(pair);
    return { value: kullbackLeibler(sharesOf(p), sharesOf(q)) };
  },
};

/** Numbers are cut into as many bins as the number of different values asks for, and never taken as categories. */
const hellinger: Method = {
  name: 'hellinger',
  words: 'Hellinger distance',
  threshold,
  of: ['number', 'category'],
  measure: (pair) => {
    const counts = pair.kind === 'number' ? sturges(pair.cells, pair.cells.lower.length) : pair.counts;
    return { value: distance(sharesOf(counts.reference), sharesOf(counts.current)) };
  },
};

/** Shares in which an empty bin has 0.0001, or a millionth of the least share where that is smaller; they add up to more than 1. */
function filled(pair: Pair): [Float64Array, Float64Array] {
  const fill = (shares: Float64Array) => {
    const least = shares.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), 1);
    return shares.map((share) => (share > 0 ? share : least <= 0.0001 ? least / 1e6 : 0.0001));
  };
  const [p, q] = plain(pair);
  return [fill(p), fill(q)];
}

export const distances = { wasserstein, ed, jensenshannon, psi, kl_div: klDiv, hellinger };
