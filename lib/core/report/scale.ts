import { formatNumber } from './format.ts';

/** Maps a domain to pixels, with round ticks inside it. */
export interface Scale {
  min: number;
  max: number;
  ticks: number[];
  /** Pixel of a value; values outside the domain stay at its edge. */
  at(value: number): number;
  label(tick: number): string;
}

/** A linear scale. `widen` moves the ends of the domain out to the next round ticks. */
export function linearScale(
  domain: [number, number],
  range: [number, number],
  options: { ticks?: number; widen?: boolean } = {},
): Scale {
  const [low, high] = spread(domain);
  const step = roundStep((high - low) / Math.max(1, options.ticks ?? 5));
  const min = options.widen === false ? low : Math.floor(low / step + 1e-9) * step;
  const max = options.widen === false ? high : Math.ceil(high / step - 1e-9) * step;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return {
    min,
    max,
    ticks,
    at: (value) => {
      const share = (Math.min(max, Math.max(min, value)) - min) / (max - min);
      return range[0] + share * (range[1] - range[0]);
    },
    label: formatNumber,
  };
}

/** 1, 2 or 5 times a power of ten: the steps that people count in. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((f) => f * power >= least * 0.999) ?? 10;
  return factor * power;
}

/** Smaller than this, the arithmetic of steps underflows. */
const tiniest = 1e-200;

/** A domain with no width, or with ends that are no numbers, gets a width. */
function spread([low, high]: [number, number]): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const [from, to] = low <= high ? [low, high] : [high, low];
  const size = Math.max(Math.abs(from), Math.abs(to));
  if (size < tiniest) return [0, 1];
  return to - from > size * 1e-9 ? [from, to] : [from - size * 0.1, to + size * 0.1];
}
