import fc from 'fast-check';
import type { Crash } from '../support/mortal-ports.ts';

/** What producers do to one of two folders. */
export type Producing =
  | { kind: 'upload'; folder: 0 | 1; name: string; text: string; beganSeconds: number; eventSeconds: number[] }
  | { kind: 'remove' | 'undo'; folder: 0 | 1; name: string };

/** Something that a process of ours looks at: a message that is visible, or where there is none an event that comes again. */
export interface Visit {
  pick: number;
  /** The message comes again though it was answered. */
  again: boolean;
  crash: Crash | null;
}

/** What happens in a history, besides to what producers do. */
export type Happening =
  | Producing
  /** After a while, processes receive messages at once, while producers go on. */
  | { kind: 'receive'; afterSeconds: number; by: Visit[]; meanwhile: Producing[] }
  | { kind: 'sweep'; crash: Crash | null }
  /** Every message that waits failed too often, and went to the dead letters. */
  | { kind: 'lose' }
  /** Data is trained with other code from now on. */
  | { kind: 'deploy'; source: 0 | 1 }
  /** Nobody does anything for a while, and nothing breaks. */
  | { kind: 'settle' };

const folder = fc.constantFrom<0 | 1>(0, 1);
/** One is a marker, which is no data. */
const name = fc.constantFrom('a.csv', 'b.csv', 'c.csv', '_SUCCESS');
const crash = fc.option(fc.record({ call: fc.integer({ min: 1, max: 30 }), effect: fc.boolean() }), { freq: 2 });

const producing: fc.Arbitrary<Producing> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('upload' as const),
      folder,
      name,
      // Two of the same, and one empty.
      text: fc.constantFrom('x\n1\n', 'x\n2\n', ''),
      beganSeconds: fc.constantFrom(0, 0, 0, 30, 4_000),
      // None: it got lost. Two: it came twice. And any of them late.
      eventSeconds: fc.array(fc.constantFrom(0, 1, 20, 70, 400), { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'undo' as const), folder, name }) },
);

const visit = fc.record({ pick: fc.nat(5), again: fc.boolean(), crash });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: producing },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      afterSeconds: fc.constantFrom(0, 1, 15, 62, 62, 62, 130),
      by: fc.array(visit, { minLength: 1, maxLength: 3 }),
      meanwhile: fc.array(producing, { maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), crash }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deploy' as const), source: fc.constantFrom<0 | 1>(0, 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

export const histories = fc.array(happening, { minLength: 5, maxLength: 50, size: 'max' });
