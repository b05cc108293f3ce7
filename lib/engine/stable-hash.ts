import { type Column, isNumeric } from '../core/checks/column.ts';

/**
 * SQL of rows with `h`, a hash of 64 bits of the column's values, null where there is none. It is made of multiplications and of
 * MD5, which no version of the engine changes, as it may its own hash(): what was counted once can be merged with what comes later.
 */
export function hashed(column: Column, from: string): string {
  const bits = bitsOf(column);
  if (bits === undefined) return `(SELECT md5_number_lower(${column.text}) AS h FROM ${from})`;
  // Two rounds of multiply and fold, as in SplitMix64; in 128 bits, where 64 times 64 do not overflow.
  const times = (value: string, factor: bigint) => `((${value}) * ${factor}::UHUGEINT) & ${lower64}`;
  const folded = (value: string, by: number) => `xor(${value}, ${value} >> ${by})`;
  // Without another start, 0 would stay 0.
  const first = `(SELECT ${times(`xor(${bits}, ${0x5bf0363540f7ab57n}::UHUGEINT)`, 0x9e3779b97f4a7c15n)} AS a FROM ${from})`;
  const second = `(SELECT ${times(folded('a', 32), 0xbf58476d1ce4e5b9n)} AS b FROM ${first})`;
  return `(SELECT CAST(${folded('b', 29)} AS UBIGINT) AS h FROM ${second})`;
}

const lower64 = `${(1n << 64n) - 1n}::UHUGEINT`;

/** SQL of 64 bits that say which value it is; undefined for texts. */
function bitsOf(column: Column): string | undefined {
  const { logicalType, storage, text, value } = column;
  if (logicalType === 'date' || logicalType === 'timestamp') return wholeBits(`epoch_us(${value})`);
  if (!isNumeric(column)) return undefined;
  if (logicalType === 'integer' && storage === 'integer') return wholeBits(value);
  if (logicalType === 'integer' && storage === 'text') return wholeBits(`TRY_CAST(${text} AS BIGINT)`);
  return doubleBits(`CAST(${value} AS DOUBLE)`);
}

/** From the least of 64 bits up, so that none is negative. */
function wholeBits(value: string): string {
  return `(CAST(CAST(${value} AS HUGEINT) + ${2n ** 63n}::HUGEINT AS UHUGEINT) & ${lower64})`;
}

/** As IEEE 754 has them: sign, exponent + 1023 and what follows the first digit; of 0, none. */
function doubleBits(value: string): string {
  const exponent = `greatest(-1022, floor(log2(abs(${value}))))`;
  // 2^1022 is a double and what remains of the exponent too, so nothing overflows on the way.
  const digits = `abs(abs(${value}) * pow(2, -trunc(${exponent} / 2)) * pow(2, trunc(${exponent} / 2) - ${exponent}) - 1)`;
  const sign = `CASE WHEN ${value} < 0 THEN ${2n ** 63n}::UBIGINT ELSE 0::UBIGINT END`;
  const bits = `${sign} + CAST(${exponent} + 1023 AS UBIGINT) * ${2n ** 52n}::UBIGINT + CAST(${digits} * ${2 ** 52} AS UBIGINT)`;
  return `CAST(CASE WHEN ${value} = 0 THEN 0::UBIGINT ELSE ${bits} END AS UHUGEINT)`;
}
