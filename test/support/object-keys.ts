import fc from 'fast-check';
import { isKeySegment } from '../../lib/core/object-key.ts';

const ordinary = fc.constantFrom(
  'a',
  'b',
  'runs',
  '1.0.0',
  'report.html',
  'Report.HTML',
  '.x',
  '...',
  'a.b',
  '%f',
  '%41',
  'a%d',
);
const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const long = fc.nat({ max: 900 }).map((length) => 'x'.repeat(100 + length));
const segment = fc.oneof(
  { weight: 4, arbitrary: ordinary },
  { weight: 4, arbitrary: anything },
  { weight: 1, arbitrary: long },
);

/** Legal keys: many short ones that share beginnings, some with any character at all, some as long as can be. */
export const objectKeys = fc
  .array(
    segment.filter((text) => isKeySegment(text) && !/[/\p{Cc}]/u.test(text) && text.isWellFormed()),
    { minLength: 1, maxLength: 5 },
  )
  .map((segments) => segments.join('/'))
  .filter((key) => Buffer.byteLength(key) <= 1024);
