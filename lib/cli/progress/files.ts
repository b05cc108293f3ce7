import type { Session } from '../commands/command.ts';
import { oneLine } from '../print/printable.ts';

/** Whoever waits for less does not ask. */
const quietMs = 2_000;

/** Tells on stderr which of several files is read and for how long, once that takes longer than a moment. */
export function fileProgress({ print, clock, every }: Session) {
  const start = clock.now().getTime();
  let [current, told] = ['', ''];
  const tell = () => {
    const seconds = Math.floor((clock.now().getTime() - start) / 1_000);
    if (seconds * 1_000 < quietMs || told === current) return;
    told = current;
    print.note(`reading ${current}, ${seconds} s`);
  };
  const ticker = every(quietMs / 2, tell);
  return {
    onFile: (file: string, at: number, of: number) => {
      current = `${at} of ${of}: ${oneLine(file)}`;
    },
    stop: () => ticker.stop(),
  };
}
