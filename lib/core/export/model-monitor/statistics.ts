import type { Histogram } from '../../profile/histogram.ts';
import type { ColumnProfile, Profile } from '../../profile/profile.ts';
import { estimateDistinct } from '../../sketch/distinct.ts';

/** `statistics.json` of SageMaker Model Monitor, as the service writes it of a baseline. */
export interface Statistics {
  version: number;
  dataset: { item_count: number };
  features: FeatureStatistics[];
}

interface Common {
  num_present: number;
  num_missing: number;
}

interface Bucket {
  lower_bound: number;
  upper_bound: number;
  count: number;
}

export interface FeatureStatistics {
  name: string;
  inferred_type: 'Integral' | 'Fractional' | 'String' | 'Unknown';
  numerical_statistics?: {
    common: Common;
    mean: number;
    sum: number;
    std_dev: number;
    min: number;
    max: number;
    distribution: {
      kll: { buckets: Bucket[]; sketch: { parameters: { c: number; k: number }; data: number[][] } };
    };
  };
  string_statistics?: {
    common: Common;
    distinct_count?: number;
    distribution?: { categorical: { buckets: Array<{ value: string; count: number }> } };
  };
}

/** The service has ten, of one width, and no setting for that. */
const bucketCount = 10;
/** Parameters of the service's sketch: how much a level shrinks, and how many items it holds. */
const sketchParameters = { c: 0.64, k: 2048 };

/**
 * Of a profile. The distribution comes from the profile's histogram, so a rank is off by at most the share of one of its bins.
 */
export function statisticsOf(profile: Profile): Statistics {
  return {
    version: 0,
    dataset: { item_count: profile.rows },
    features: profile.columns.map((column) => ({ name: column.name, ...statisticsOfColumn(column, profile.rows) })),
  };
}

function statisticsOfColumn(column: ColumnProfile, rows: number): Omit<FeatureStatistics, 'name'> {
  const missing = column.nulls + column.nans;
  const common = { num_present: rows - missing, num_missing: missing };
  const numerical = numericalOf(column);
  if (numerical)
    return {
      inferred_type: column.logicalType === 'integer' ? 'Integral' : 'Fractional',
      numerical_statistics: { common, ...numerical },
    };
  const distinct = column.values?.length ?? (column.distinct === null ? undefined : estimateDistinct(column.distinct));
  return {
    inferred_type: common.num_present === 0 ? 'Unknown' : 'String',
    string_statistics: {
      common,
      ...(distinct === undefined ? {} : { distinct_count: Math.round(distinct) }),
      ...(column.values ? { distribution: { categorical: { buckets: column.values } } } : {}),
    },
  };
}

function numericalOf({ min, max, mean, m2, valid, histogram }: ColumnProfile) {
  if (typeof min !== 'number' || typeof max !== 'number' || mean === null || m2 === null || !histogram)
    return undefined;
  const kll = {
    buckets: bucketsOf(histogram, min, max),
    sketch: { parameters: sketchParameters, data: levelsOf(histogram, min, max) },
  };
  // The deviation of the population, as the service has it.
  return { mean, sum: mean * valid, std_dev: Math.sqrt(m2 / valid), min, max, distribution: { kll } };
}

/** Counts of equal intervals, as if the values of a bin were spread evenly over it; together they are all values. */
function bucketsOf(histogram: Histogram, min: number, max: number): Bucket[] {
  const bounds = Array.from({ length: bucketCount + 1 }, (_, i) =>
    i === bucketCount ? max : min + ((max - min) * i) / bucketCount,
  );
  const below = bounds.map((bound, i) =>
    Math.round(i === bucketCount ? totalOf(histogram) : countBelow(histogram, bound, min, max)),
  );
  return Array.from({ length: bucketCount }, (_, i) => ({
    lower_bound: bounds[i] ?? min,
    upper_bound: bounds[i + 1] ?? max,
    count: (below[i + 1] ?? 0) - (below[i] ?? 0),
  }));
}

function totalOf({ counts }: Histogram): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** No value lies outside of the extremes, so the outermost bins are as wide as the values in them. */
function countBelow({ edges, counts }: Histogram, bound: number, min: number, max: number): number {
  return counts.reduce((sum, count, i) => {
    const low = Math.max(min, edges[i] ?? min);
    const high = Math.min(max, edges[i + 1] ?? max);
    if (bound >= high) return sum + (bound > min ? count : 0);
    return bound <= low ? sum : sum + (count * (bound - low)) / (high - low);
  }, 0);
}

/** The levels of a KLL sketch: an item of level i stands for 2^i values, so that the bits of a bin's count are its items. */
function levelsOf({ edges, counts }: Histogram, min: number, max: number): number[][] {
  const levels: number[][] = [];
  for (const [i, count] of counts.entries()) {
    const low = Math.max(min, edges[i] ?? min);
    const high = Math.min(max, edges[i + 1] ?? max);
    for (let level = 0, left = count; left > 0; level++, left = Math.floor(left / 2)) {
      levels[level] ??= [];
      if (left % 2 === 1) levels[level]?.push(low + (high - low) / 2);
    }
  }
  return levels;
}
