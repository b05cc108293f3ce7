import type { Column, Storage } from './column.ts';

/** How a column is stored, as other worlds tell types apart: moments of a time zone are a type of their own to them. */
export type StoredType = Storage | 'zoned';

/** Words for stored types, lower case and without length or precision: Python, numpy, pandas, SQL, Spark, Arrow. */
const words: Partial<Record<StoredType, string>> = {
  integer: `int int8 int16 int32 int64 uint8 uint16 uint32 uint64 integer bigint smallint tinyint hugeint ubigint uinteger
    int2 int4 long short byte number serial bigserial integertype longtype shorttype bytetype int_ int128 mediumint`,
  float: `float float16 float32 float64 double double_precision doubleprecision real number float_ floattype doubletype
    float4 float8 half decimal numeric`,
  decimal: 'decimal numeric number bignumeric decimaltype decimal128 decimal256',
  string: `str string object object_ o text varchar char character nvarchar nchar bpchar clob stringtype largestring
    large_string varchartype chartype unicode string_ str_ category categorical longtext mediumtext`,
  // MySQL has no boolean but a small number.
  boolean: 'bool boolean bool_ booleantype bit tinyint',
  date: 'date datetype date32 date64',
  timestamp: `datetime datetime64 timestamp timestamp_ntz timestamptype timestampntztype datetime2 timestamp_ns
    timestamp_ms timestamp_s smalldatetime`,
  zoned: `timestamp timestamptz timestamp_tz timestamp_ltz timestamptype datetimetzdtype datetimetzdtypetype
    datetimeoffset datetime`,
  time: 'time timetype time32 time64',
  nested: 'list dict struct array map object arraytype structtype maptype record json tuple set',
  binary: 'bytes binary blob varbinary binarytype bytea large_binary',
};

/** The types that a word stands for; none for a word that is not known. */
export function storagesOf(word: string): StoredType[] {
  const bare = word.replace(/^(numpy|np|pandas|pd|pyarrow|pa)\./, '').replace(/[([].*$/, '');
  // The type of pandas for a moment of a zone; a moment of none is numpy's.
  if (bare === 'Timestamp') return ['zoned'];
  const plain = bare.trim().toLowerCase().replaceAll(' ', '_');
  return (Object.keys(words) as StoredType[]).filter((storage) => words[storage]?.split(/\s+/).includes(plain));
}

/** A CSV stores nothing but text: what counts is what it is read as. */
export function storedAs({ storage, logicalType, zoned }: Column): StoredType {
  if (zoned) return 'zoned';
  if (storage !== 'text') return storage;
  return logicalType === 'number' ? 'float' : logicalType;
}

/**
 * Whether pandas would look at each value: texts are objects to it, each with a type of its own, unless the type that is
 * asked for is that of all objects.
 */
export function isPerValue(stored: StoredType, asked: string[]): boolean {
  if (stored === 'mixed') return true;
  return stored === 'string' && worldOf(asked) === 'python' && !asked.every(isObject);
}

function isObject(word: string): boolean {
  return ['object', 'object_', 'O'].includes(word);
}

function worldOf(asked: string[]): 'python' | 'sql' | 'spark' {
  if (asked.some((word) => /^[A-Z][A-Z0-9_ ]+(\(|$)/.test(word))) return 'sql';
  return asked.some((word) => /^(?!Datetime).*Type(\(|$)/.test(word)) ? 'spark' : 'python';
}

/** The types that a single value may be of: a column alone is of the type of all objects. */
export function valueTypesOf(asked: string[]): Set<StoredType> {
  return new Set(asked.filter((word) => !isObject(word)).flatMap(storagesOf));
}

/** What a column's type is called, in the manner of the words that were asked for. */
export function nameOf(stored: StoredType, asked: string[]): string {
  const world = worldOf(asked);
  if (world !== 'python') return (world === 'sql' ? inSql : inSpark)[stored];
  if (stored === 'zoned' && asked.includes('DatetimeTZDtypeType')) return 'DatetimeTZDtypeType';
  return stored === 'string' && asked.every(isObject) ? 'object_' : inPython[stored];
}

/** As numpy calls them, which tells no unit of time. */
const inPython: Record<StoredType, string> = {
  text: 'str',
  string: 'str',
  boolean: 'bool',
  integer: 'int64',
  float: 'float64',
  decimal: 'decimal',
  date: 'date',
  timestamp: 'datetime64',
  zoned: 'Timestamp',
  time: 'time',
  mixed: 'object_',
  nested: 'object_',
  binary: 'bytes',
};

const inSql: Record<StoredType, string> = {
  text: 'VARCHAR',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  integer: 'INTEGER',
  float: 'DOUBLE',
  decimal: 'DECIMAL',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  zoned: 'TIMESTAMPTZ',
  time: 'TIME',
  mixed: 'JSON',
  nested: 'STRUCT',
  binary: 'BLOB',
};

const inSpark: Record<StoredType, string> = {
  text: 'StringType',
  string: 'StringType',
  boolean: 'BooleanType',
  integer: 'LongType',
  float: 'DoubleType',
  decimal: 'DecimalType',
  date: 'DateType',
  timestamp: 'TimestampNTZType',
  zoned: 'TimestampType',
  time: 'TimeType',
  mixed: 'VariantType',
  nested: 'StructType',
  binary: 'BinaryType',
};
