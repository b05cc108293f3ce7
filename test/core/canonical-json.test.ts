import fc from 'fast-check';
import { canonicalJson } from '../../lib/core/canonical-json.ts';

test('equal values have equal bytes, whatever the order in which they were made', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: 'ä' })).toBe('{"a":"ä","b":[{"c":2,"d":1}]}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
    }),
  );
});

test('nothing is lost: what is read back is what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(plain);
    }),
  );
});
