import { dollarsEach, type Price, priceOf, prices, regions } from '../../../lib/core/cost/prices.ts';

test.each(Object.entries<Price>(prices))(
  '%s says what it counts, where it is published and since when',
  (_name, price) => {
    expect(price.unit).not.toBe('');
    expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/$/);
    expect(price.asOf).toMatch(/^20\d\d(-(0[1-9]|1[0-2]))?$/);
    for (const region of regions) expect(dollarsEach(price, region)).toBeGreaterThan(0);
  },
);

test('a name that is not in the table has no price, whatever objects inherit', () => {
  expect(priceOf('instance-ml.p9.huge')).toBeUndefined();
  expect(priceOf('constructor')).toBeUndefined();
});
