import fc from 'fast-check';
import { factsOf, judged } from './facts.ts';

const percent = (operator: 'mustBeLessThan' | 'mustBe', value: number) => ({
  operator,
  value,
  unit: 'percent' as const,
});

test('every file must be of a size; one that is not is told by name', () => {
  const facts = factsOf({ name: 'a', size: 3 }, { name: 'b', size: 5 << 20 });
  expect(judged('file-size', { exclusiveMinimum: 2 }, facts)).toMatchObject({
    verdict: 'pass',
    clause: 'all 2 files are above 2 B',
  });
  expect(judged('file-size', { minimum: 2 ** 20, maximum: 2 ** 21 }, facts)).toEqual({
    verdict: 'fail',
    observed: 2,
    allowed: 'every file 1 MB to 2 MB',
    clause: '2 of 2 files are not 1 MB to 2 MB: a (3 B), b (5 MB)',
  });
  expect(judged('file-size', { minimum: 3, maximum: 3, not: true }, factsOf({ name: 'a', size: 3 }))).toMatchObject({
    verdict: 'fail',
    clause: '1 of 1 files is not anything but 3 B: a (3 B)',
  });
});

test('a share of them may be enough', () => {
  const facts = factsOf({ name: 'a', size: 3 }, { name: 'b' });
  const half = judged('file-size', { minimum: 5 }, facts, { mostly: 0.5 });
  expect(half).toMatchObject({ verdict: 'pass', allowed: 'at most 50 % of files not at least 5 B' });
  expect(judged('file-size', { minimum: 5 }, facts, percent('mustBeLessThan', 50))).toMatchObject({
    verdict: 'fail',
    clause: '1 of 2 files is not at least 5 B: a (3 B); allowed less than 50 % of files',
  });
});

test('what is not known of some files decides only where it must', () => {
  const known = { exclusiveMinimum: { now: -7_200 } };
  const old = '2026-01-01T00:00:00.000Z';
  const of = (...moments: Array<string | undefined>) =>
    factsOf(...moments.map((modifiedAt, at) => ({ name: `f${at}`, modifiedAt })));
  const recent = '2026-11-28T15:00:00.000Z';
  expect(judged('file-freshness', known, of(recent, undefined))).toMatchObject({
    verdict: 'inconclusive',
    clause: expect.stringMatching(/^it is not known when f1 was modified, and it must be known; allowed every file/),
  });
  expect(judged('file-freshness', known, of(old, undefined))).toMatchObject({ verdict: 'fail' });
  expect(judged('file-freshness', known, of(recent, undefined), { mostly: 0.5 })).toMatchObject({ verdict: 'pass' });
});

test('a verdict that is given without some files is the one with them, whatever they turn out to be', () => {
  const file = fc.record({ fresh: fc.boolean(), known: fc.boolean() });
  const accept = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }).map((mostly) => ({ mostly })),
    fc.constantFrom(0, 25, 50, 100).map((share) => percent('mustBe', share)),
  );
  const moment = (fresh: boolean) => (fresh ? '2026-11-28T15:00:00.000Z' : '2026-01-01T00:00:00.000Z');
  const args = { minimum: { now: -7_200 } };
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 8 }), accept, (files, accept) => {
      const told = (all: boolean) =>
        factsOf(
          ...files.map(({ fresh, known }, at) => ({
            name: `f${at}`,
            modifiedAt: known || all ? moment(fresh) : undefined,
          })),
        );
      const { verdict } = judged('file-freshness', args, told(false), accept);
      if (verdict !== 'inconclusive') expect(judged('file-freshness', args, told(true), accept).verdict).toBe(verdict);
      else expect(files.some(({ known }) => !known)).toBe(true);
    }),
  );
});
