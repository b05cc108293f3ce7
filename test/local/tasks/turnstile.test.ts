import fc from 'fast-check';
import { turnstile } from '../../../lib/local/tasks/turnstile.ts';

test('never more are inside than may be, all get through, in their order, and one that fails blocks nobody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      async (s, most, fails) => {
        const through = turnstile(most);
        let [inside, widest] = [0, 0];
        const entered: number[] = [];
        const ended = fails.map((fail, index) =>
          through(async () => {
            entered.push(index);
            inside += 1;
            widest = Math.max(widest, inside);
            await s.schedule(Promise.resolve());
            inside -= 1;
            if (fail) throw new Error('broken');
            return index;
          }),
        );
        const settled = Promise.allSettled(ended);
        await s.waitFor(settled);
        expect((await settled).map(({ status }) => status)).toEqual(
          fails.map((fail) => (fail ? 'rejected' : 'fulfilled')),
        );
        expect(entered).toEqual(fails.map((_, index) => index));
        expect(widest).toBe(Math.min(most, fails.length));
      },
    ),
  );
});
