import type { Storage } from './column.ts';

/** Words for stored types, lower case and without length or precision: Python, numpy, pandas, SQL, Spark, Arrow. */
const words: Partial<Record<Storage, string>> = {
  integer: `int int8 int16 int32 int64 uint8 uint16 uint32 uint64 integer bigint smallint tinyint hugeint ubigint uinteger
    int2 int4 long short byte number serial bigserial integertype longtype shorttype bytetype int_ int128 mediumint`,
  float: `float float16 float32 float64 double double_precision doubleprecision real number float_ floattype doubletype
    float4 float8 half decimal numeric`,
  decimal: 'decimal numeric number bignumeric decimaltype decimal128 decimal256',
  string: `str string object text varchar char character nvarchar nchar bpchar clob stringtype largestring large_string
    varchartype chartype unicode string_ str_ category categorical longtext mediumtext`,
  boolean: 'bool boolean bool_ booleantype bit',
  date: 'date datetype date32 date64',
  timestamp: `datetime datetime64 timestamp timestamptz timestamp_ntz timestamp_ltz timestamp_tz timestamptype timestampntztype datetime2
    timestamp_ns timestamp_ms timestamp_s smalldatetime`,
  time: 'time timetype time32 time64',
  nested: 'list dict struct array map object arraytype structtype maptype record json tuple set',
  binary: 'bytes binary blob varbinary binarytype bytea large_binary',
};

/** The storages that a word stands for; none for a word that is not known. */
export function storagesOf(word: string): Storage[] {
  const plain = word
    .toLowerCase()
    .replace(/^(numpy|np|pandas|pd|pyarrow|pa)\./, '')
    .replace(/[([].*$/, '')
    .trim()
    .replaceAll(' ', '_');
  return (Object.keys(words) as Storage[]).filter((storage) => words[storage]?.split(/\s+/).includes(plain));
}

/** What a column's type is called, in the manner of the words that were asked for. */
export function nameOf(storage: Storage, asked: string[]): string {
  const names = asked.some((word) => /^[A-Z_]+(\(|$)/.test(word)) ? inSql : inPython;
  return names[storage];
}

const inPython: Record<Storage, string> = {
  text: 'str',
  string: 'str',
  boolean: 'bool',
  integer: 'int64',
  float: 'float64',
  decimal: 'decimal',
  date: 'date',
  timestamp: 'datetime64[ns]',
  time: 'time',
  mixed: 'object',
  nested: 'object',
  binary: 'bytes',
};

const inSql: Record<Storage, string> = {
  text: 'VARCHAR',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  integer: 'INTEGER',
  float: 'DOUBLE',
  decimal: 'DECIMAL',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
  mixed: 'JSON',
  nested: 'STRUCT',
  binary: 'BLOB',
};
