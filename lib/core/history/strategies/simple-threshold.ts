import type { Strategy } from './strategy.ts';

/** Fixed limits, whatever was before. */
export const simpleThreshold: Strategy<{ min?: number | undefined; max?: number | undefined }> = {
  kind: 'simple-threshold',
  needs: () => 0,
  expects: (_past, _value, { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }) => ({
    lower: min,
    upper: max,
  }),
};
