import fc from 'fast-check';
import { combine, type Verdict } from '../../lib/core/gate.ts';

const verdicts = fc.array(fc.constantFrom<Verdict>('pass', 'fail', 'inconclusive'));

test('only a gate with checks that all passed lets a candidate through', () => {
  expect(combine([])).toBe('inconclusive');
  fc.assert(
    fc.property(verdicts, (all) => {
      const through = all.length > 0 && all.every((one) => one === 'pass');
      expect(combine(all) === 'pass').toBe(through);
    }),
  );
});

test('a failure outweighs what could not be told', () => {
  expect(combine(['pass', 'inconclusive', 'fail'])).toBe('fail');
  expect(combine(['pass', 'inconclusive'])).toBe('inconclusive');
});
