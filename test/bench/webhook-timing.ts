import { createHmac } from 'node:crypto';
import { isSigned } from '../../lib/aws/github/signature.ts';
import { quantile, slope, welch } from './support/statistics.ts';

const tries = 10_000;
const secret = 'the secret of the webhook, forty characters';
/** Short, so that the comparison is as large a part of the time as it can be. */
const body = Buffer.from(JSON.stringify({ ref: 'refs/heads/main' }));

/** First byte of the digest that differs: 0 to 31. */
const positions = Array.from({ length: 32 }, (_, index) => index);

/**
 * Whether the time of refusing a signature tells how much of it was right: 10,000 wrong signatures, the first differing byte drawn in
 * turn over a shuffled order, timed by themselves. The same is done to a comparison that stops at the first difference, which
 * shows that such a dependence would be seen.
 */
export async function run(): Promise<void> {
  const digest = createHmac('sha256', secret).update(body).digest();
  const ours = measure((signature) => isSigned(body, signature, [secret]), digest);
  tell('ours', ours);
  const naive = measure((signature) => stopsEarly(signature, `sha256=${digest.toString('hex')}`), digest);
  tell('a comparison that stops at the first difference, byte by byte (to show that it would be seen)', naive);
}

function wrong(digest: Buffer, position: number): string {
  const changed = Buffer.from(digest);
  changed[position] = (changed[position] ?? 0) ^ 0x5a;
  return `sha256=${changed.toString('hex')}`;
}

/** Nanoseconds of each try, by position. The order is shuffled with a fixed seed, so that no drift of the machine falls on one position. */
function measure(compare: (signature: string) => boolean, digest: Buffer): Map<number, number[]> {
  const times = new Map<number, number[]>(positions.map((position) => [position, []]));
  const order = shuffled(Array.from({ length: tries }, (_, index) => index % positions.length));
  for (let warm = 0; warm < 2_000; warm += 1) compare(wrong(digest, warm % 32));
  for (const position of order) {
    const signature = wrong(digest, position);
    const started = process.hrtime.bigint();
    const good = compare(signature);
    times.get(position)?.push(Number(process.hrtime.bigint() - started));
    if (good) throw new Error('a wrong signature was taken');
  }
  return times;
}

function tell(name: string, times: Map<number, number[]>): void {
  console.log(`\n${name}: ${tries.toLocaleString('en')} wrong signatures`);
  const medians = positions.map((position) => quantile(times.get(position) ?? [], 0.5));
  for (let row = 0; row < 32; row += 8) {
    const cells = medians.slice(row, row + 8).map((median) => String(Math.round(median)).padStart(7));
    console.log(
      `  median ns, first difference in byte ${String(row).padStart(2)}–${String(row + 7).padStart(2)}:${cells.join('')}`,
    );
  }
  // Interruptions are a hundred times a try: what lies above the 90th percentile of all is left out, of every position alike.
  const limit = quantile([...times.values()].flat(), 0.9);
  const kept = [...times].flatMap(([position, all]) =>
    all.filter((t) => t <= limit).map((t) => [position, t] as const),
  );
  const line = slope(kept);
  const of = (from: number, to: number) => kept.filter(([p]) => p >= from && p <= to).map(([, t]) => t);
  const t = welch(of(0, 7), of(24, 31));
  const low = line.slope - 3.29 * line.error;
  const high = line.slope + 3.29 * line.error;
  console.log(`  slope ${line.slope.toFixed(3)} ns a byte, 99.9 % interval ${low.toFixed(3)} to ${high.toFixed(3)}`);
  console.log(`  Welch's t of bytes 0–7 against 24–31: ${t.toFixed(2)} (a leak is suspected above 4.5 in size)`);
  const dependent = Math.abs(t) > 4.5 || low > 0 || high < 0;
  console.log(
    `  ${dependent ? 'the time DEPENDS on the first differing byte' : 'no dependence on the first differing byte'}`,
  );
}

function stopsEarly(got: string, expected: string): boolean {
  for (let at = 0; at < expected.length; at += 1) if (got.charCodeAt(at) !== expected.charCodeAt(at)) return false;
  return true;
}

function shuffled(items: number[]): number[] {
  let state = 20_261_123;
  for (let at = items.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    // The low digits of such a generator repeat soon.
    const other = Math.floor((state / 2_147_483_648) * (at + 1));
    [items[at], items[other]] = [items[other] ?? 0, items[at] ?? 0];
  }
  return items;
}
