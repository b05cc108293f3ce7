import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';

/** A file as somebody might drop it. */
export interface HostileFile {
  name: string;
  bytes: Uint8Array;
}

const bits = [
  ...['a', 'b', 'c', ',', ',', ',', '"', '"', '\n', '\n', '\r\n', '\r', ';', '|', '\t', ' ', '\\', "'", '\0'],
  ...['1', '-0', '0x1F', '1_000', 'NaN', 'inf', '1e308', '-1e308', '1e-320', '9223372036854775808', '٣', '1,5'],
  ...[
    'é',
    '\ufeff',
    '\ufffd',
    '\ud83d\ude00',
    '\u202e',
    '2024-01-01',
    '2024-02-30T25:61',
    'null',
    'NULL',
    'None',
    'true',
  ],
  ...["'; DROP TABLE x; --", '{"a":', '[', ']', '}', '$(id)', '=1+1'],
];
const soup = fc.array(fc.constantFrom(...bits), { maxLength: 80 }).map((parts) => parts.join(''));
const table = fc.oneof(
  soup,
  soup.map((rest) => `a,b,c\n${rest}`),
  soup.map((rest) => `a,b,c\n1,x,\n${rest}\n2,y,\n`),
);

const encoded = fc
  .tuple(table, fc.constantFrom('utf8', 'utf16le', 'latin1', 'utf16be', 'bom16') as fc.Arbitrary<string>)
  .map(([text, encoding]) => {
    switch (encoding) {
      case 'utf16be':
        return Buffer.from(text, 'utf16le').swap16();
      case 'bom16':
        return Buffer.from(`\ufeff${text}`, 'utf16le');
      default:
        return Buffer.from(text, encoding as BufferEncoding);
    }
  });

/** JSON that nests up to a depth at which recursive readers fall over. */
const nested = fc
  .tuple(fc.constantFrom(1, 10, 1_000, 100_000), fc.constantFrom('[', '{"a":'), fc.boolean())
  .map(([depth, open, closed]) => {
    const tail = open === '[' ? ']' : '}';
    return Buffer.from(`{"a":1,"b":"x","c":${open.repeat(depth)}1${closed ? tail.repeat(depth) : ''}}\n`);
  });
const lines = fc
  .array(
    fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.record({ a: fc.json(), b: fc.string() }).map((row) => JSON.stringify(row)),
      soup,
    ),
    {
      maxLength: 12,
    },
  )
  .map((rows) => Buffer.from(rows.join('\n')));

const large = fc.constantFrom(
  () => Buffer.from(`a,b,c\n1,${'x'.repeat(10 << 20)},2\n`),
  () => Buffer.from(`a,b,c\n1,"${'x,\n'.repeat(3 << 20)}",2\n`),
  () => Buffer.from(`${Array.from({ length: 20_000 }, (_, at) => `c${at}`)}\n${'1,'.repeat(19_999)}1\n`),
  () => Buffer.from(`a,b,c\n${'"'.repeat(1 << 20)}`),
  () => Buffer.from(`{"a":"${'x'.repeat(10 << 20)}"}\n`),
  () => gzipSync(Buffer.alloc(256 << 20, 'a,b,c\n')),
  () => zstdCompressSync(Buffer.alloc(256 << 20)),
);

/** A few bytes of a whole file are changed, doubled or cut off: what a broken upload or a hand that knows the format makes. */
function mangled(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.integer({ min: 0, max: whole.length - 1 });
  return fc
    .record({ changes: fc.array(fc.tuple(at, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }), cut: fc.option(at) })
    .map(({ changes, cut }) => {
      const bytes = Uint8Array.from(whole);
      for (const [where, value] of changes) bytes[where] = value;
      return cut === null ? bytes : bytes.subarray(0, cut);
    });
}

const packed = (inner: fc.Arbitrary<Uint8Array>) =>
  fc.tuple(inner, fc.constantFrom(gzipSync, zstdCompressSync)).chain(([bytes, pack]) => {
    const whole = pack(bytes);
    return fc.oneof(fc.constant(whole), mangled(whole));
  });

const names = [
  'data.csv',
  'data.parquet',
  'data.jsonl',
  'data.csv.gz',
  'data.csv.zst',
  'data',
  'data.json',
  'dàta "x\'.csv',
];

/** Any file: text and its encodings, JSON, Parquet with wrong bytes, compressed, very large, or any bytes at all, under any name. */
export function hostileFile(parquet: Uint8Array): fc.Arbitrary<HostileFile> {
  const bytes = fc.oneof(
    { arbitrary: encoded, weight: 8 },
    { arbitrary: fc.uint8Array({ maxLength: 300 }), weight: 2 },
    { arbitrary: fc.oneof(nested, lines), weight: 4 },
    { arbitrary: fc.oneof(fc.constant(parquet), mangled(parquet)), weight: 6 },
    { arbitrary: packed(encoded), weight: 3 },
    { arbitrary: large.map((make) => make()), weight: 1 },
  );
  return fc.record({ name: fc.constantFrom(...names), bytes });
}
