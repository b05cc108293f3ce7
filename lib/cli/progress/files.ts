import type { Session } from '../commands/command.ts';
import { oneLine } from '../print/printable.ts';

/** Whoever waits for less does not ask. */
const quietMs = 2_000;

/** Tells on stderr which of several files is read and for how long, once that takes longer than a moment. */
export function fileProgress({ print, clock, every }: Session, files: string[]) {
  const start = clock.now().getTime();
  let [at, current, told] = [0, '', ''];
  const tell = () => {
    const seconds = Math.floor((clock.now().getTime() - start) / 1_000);
    const line = `reading ${at} of ${files.length}: ${oneLine(current)}, ${seconds} s`;
    if (seconds * 1_000 < quietMs || current === '' || told === current) return;
    told = current;
    print.note(line);
  };
  const ticker = every(quietMs / 2, tell);
  return {
    onFile: (file: string) => {
      at += 1;
      current = file;
    },
    stop: () => ticker.stop(),
  };
}
