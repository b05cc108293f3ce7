import { partitionFaults, partitionOf } from '../../../../lib/core/contract/great-expectations/partition.ts';

const bins = [0, 1, 2];

test('categories keep their hold-out, which hangs on the data', () => {
  const partition_object = { values: ['a', 'b'], weights: [0.6, 0.4] };
  expect(partitionOf({ partition_object, threshold: 0.1, tail_weight_holdout: 0.1 })).toEqual({
    partition: { values: ['a', 'b'], weights: [0.6, 0.4], holdout: 0.1 },
    maximum: 0.1,
  });
});

test('bins that reach to infinity are tails, and the last finite bin is open where one follows it', () => {
  const partition_object = { bins: [-Infinity, 0, 1, Infinity], weights: [0.2, 0.5, 0.3] };
  expect(partitionOf({ partition_object })).toEqual({
    partition: { bins: [0, 1], weights: [0.5], tails: [0.2, 0.3], lastClosed: false },
  });
});

test('a hold-out is shared by two tails, or goes whole to the one that has none', () => {
  const finite = partitionOf({ partition_object: { bins, weights: [0.5, 0.5] }, tail_weight_holdout: 0.1 });
  expect(finite).toEqual({ partition: { bins, weights: [0.45, 0.45], tails: [0.05, 0.05], lastClosed: true } });
  const half = partitionOf({
    partition_object: { bins: [0, 1, Infinity], weights: [0.5, 0.5] },
    tail_weight_holdout: 0.1,
  });
  expect(half).toEqual({ partition: { bins: [0, 1], weights: [0.45], tails: [0.1, 0.45], lastClosed: false } });
});

test('an inner hold-out is spread over the empty bins', () => {
  const partition_object = { bins: [0, 1, 2, 3], weights: [0, 1, 0] };
  expect(partitionOf({ partition_object, internal_weight_holdout: 0.5 })).toMatchObject({
    partition: { weights: [0.25, 0.5, 0.25] },
  });
});

const wrong: Array<[what: string, given: Record<string, unknown>, says: string]> = [
  ['weights that do not sum to one', { partition_object: { bins, weights: [0.5, 0.4] } }, 'Invalid partition object.'],
  ['bins out of order', { partition_object: { bins: [1, 0, 2], weights: [0.5, 0.5] } }, 'Invalid partition object.'],
  ['too few bins', { partition_object: { bins: [0, 1], weights: [0.5, 0.5] } }, 'Invalid partition object.'],
  ['neither bins nor values', { partition_object: {} }, 'Invalid partition object.'],
  [
    'an inner hold-out of categories',
    { partition_object: { values: ['a'], weights: [1] }, internal_weight_holdout: 0.1 },
    'discrete data',
  ],
  [
    'a hold-out beside tails',
    { partition_object: { bins, weights: [0.5, 0.3], tail_weights: [0.1, 0.1] }, tail_weight_holdout: 0.1 },
    'must be 0',
  ],
  [
    'a hold-out without an end',
    { partition_object: { bins: [-Infinity, 0, Infinity], weights: [0.5, 0.5] }, tail_weight_holdout: 0.1 },
    'infinite endpoints',
  ],
  [
    'tails beyond infinity',
    { partition_object: { bins: [-Infinity, 0], weights: [0.8], tail_weights: [0.1, 0.1] } },
    'no tail weights',
  ],
  [
    'a threshold below zero',
    { partition_object: { values: ['a'], weights: [1] }, threshold: -1 },
    'greater than or equal to zero',
  ],
];

test.each(wrong)('%s is a ValueError', (_what, given, says) => {
  expect(partitionFaults(given).join('\n')).toContain(says);
  expect(partitionFaults(given).join('\n')).toMatch(/^ValueError/m);
});

test('no partition is one that the data makes', () => {
  expect(partitionFaults({ partition_object: null })).toEqual([]);
  expect(partitionOf({ partition_object: null })).toEqual({ partition: null });
});
