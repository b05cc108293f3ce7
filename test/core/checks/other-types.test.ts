import { type ColumnType, columnOf } from '../../../lib/core/checks/column.ts';
import { incomparable } from '../../../lib/core/checks/compare.ts';
import { othersThan } from '../../../lib/core/checks/other-types.ts';

function column(type: Omit<ColumnType, 'name'>, position = 0) {
  return columnOf({ name: 'x', ...type }, position);
}

const texts = { storage: 'text', logicalType: 'number' } as const;

test('values of other types are looked for in texts, unless all are proved to be of the type', () => {
  expect(othersThan('numbers', column(texts), 'error')).toBe('(t0 IS NOT NULL) AND v0 IS NULL');
  expect(othersThan('numbers', column({ ...texts, proved: true }), 'error')).toBeUndefined();
  expect(othersThan('numbers', column({ storage: 'float' }), 'error')).toBeUndefined();
});

test('a proved number is still no text', () => {
  expect(othersThan('texts', column({ ...texts, proved: true }), 'error')).toBe('(t0 IS NOT NULL)');
});

test('two columns can be compared where both are proved to be of types that can', () => {
  const number = column({ ...texts, proved: true });
  const whole = column({ ...texts, logicalType: 'integer', proved: true }, 1);
  const moment = column({ ...texts, logicalType: 'timestamp', proved: true }, 1);
  expect(incomparable(number, whole)).toBeUndefined();
  expect(incomparable(moment, moment)).toBeUndefined();
  expect(incomparable(number, moment)).toContain('IS NULL');
  expect(incomparable(number, column(texts, 1))).toContain('IS NULL');
  expect(
    incomparable(column({ storage: 'string' }), column({ storage: 'string', logicalType: 'date' }, 1)),
  ).toBeUndefined();
});
