import { accepts, describeAccept, isNoRow } from '../accept.ts';
import type { Check, Judged } from '../check.ts';
import type { DataFile } from './data-file.ts';
import { namesOf } from './select.ts';

interface Words {
  /** What each file must be, after "is": `above 5 MB`. */
  allowed: string;
  /** A file that is not, as it is told: `a.csv (3 B)`. */
  tell(file: DataFile): string;
  /** Why it is not known of a file. */
  unknown(file: DataFile): string;
}

/** The verdict on how many files are as they must be. Where that is not known of some, it holds whatever those are, or is inconclusive. */
export function judgeShare(
  files: DataFile[],
  holds: (file: DataFile) => boolean | undefined,
  words: Words,
  { accept }: Pick<Check, 'accept'>,
): Judged {
  const known = files.map((file) => ({ file, holds: holds(file) }));
  const failing = known.flatMap((one) => (one.holds === false ? [one.file] : []));
  const [open, ...others] = known.flatMap((one) => (one.holds === undefined ? [one.file] : []));
  const total = files.length;
  const most = failing.length + (open ? 1 + others.length : 0);
  const verdicts = new Set<boolean>();
  for (let count = failing.length; count <= most; count += 1)
    verdicts.add(accepts(accept, count, { considered: total, total }));
  const limit = isNoRow(accept) ? undefined : describeAccept(accept).replace('rows', 'files');
  const allowed = limit === undefined ? `every file ${words.allowed}` : `${limit} not ${words.allowed}`;
  if (open && verdicts.size > 1) {
    const clause = `${words.unknown(open)}, and it must be known; allowed ${allowed}`;
    return { verdict: 'inconclusive', observed: null, allowed, clause };
  }
  return {
    verdict: verdicts.has(true) ? 'pass' : 'fail',
    observed: open ? null : failing.length,
    allowed,
    clause: clauseOf(failing, total, words, limit),
  };
}

function clauseOf(failing: DataFile[], total: number, { allowed, tell }: Words, limit: string | undefined): string {
  const count = failing.length;
  if (count === 0) return total === 1 ? `the file is ${allowed}` : `all ${total} files are ${allowed}`;
  const told = `${count} of ${total} files ${count === 1 ? 'is' : 'are'} not ${allowed}: ${namesOf(failing, tell)}`;
  return limit === undefined ? told : `${told}; allowed ${limit}`;
}

export function notSelected(why: string, allowed: string): Judged {
  return { verdict: 'inconclusive', observed: null, allowed, clause: why };
}
