import type { Commit } from '../../core/code-change.ts';
import { InputError } from '../../core/errors.ts';

/** A commit as a host gives it; `at` is the committer's time in seconds, by which the walk goes. */
export interface HistoryCommit extends Commit {
  parents: string[];
  at: number;
}

export interface Range {
  /** Newest first. */
  commits: Commit[];
  complete: boolean;
}

/** As many as GitHub's comparison gives. */
const mostCommits = 250;
/** Calls of one walk: the range, and what of the base's past must be known to tell it from the range. */
const mostLooks = 1_000;

interface Seen {
  commit: HistoryCommit;
  ofHead: boolean;
  ofBase: boolean;
}

/**
 * Commits that head has and base has not, as `git log base..head`: a walk from both, newest first, in which whatever the base
 * reaches is no news. It ends when nothing but known past is left. Like git's, it trusts that parents are older than
 * children, and sees a commit twice whose clock was wrong. `complete` is false when the base is not in head's past (a force
 * push), is gone, or when there are more than 250.
 * @throws InputError `commit-gone` when the head is not there
 */
export async function rangeOf(
  get: (sha: string) => Promise<HistoryCommit>,
  base: string,
  head: string,
): Promise<Range> {
  const walk = new Walk(get);
  await walk.reach(head, { ofHead: true, ofBase: false });
  const known = await walk.reach(base, { ofHead: false, ofBase: true }).then(
    () => true,
    (thrown) => {
      if (thrown instanceof InputError && thrown.code === 'commit-gone') return false;
      throw thrown;
    },
  );
  const ended = await walk.run();
  const commits = walk.news();
  const descends = known && walk.isPast(base);
  return { commits: commits.slice(0, mostCommits), complete: descends && ended && commits.length <= mostCommits };
}

class Walk {
  readonly #get: (sha: string) => Promise<HistoryCommit>;
  readonly #seen = new Map<string, Seen>();
  #open: Seen[] = [];
  #news = 0;

  constructor(get: (sha: string) => Promise<HistoryCommit>) {
    this.#get = get;
  }

  /** Marks the commit, and opens it when the mark is new. */
  async reach(sha: string, mark: { ofHead: boolean; ofBase: boolean }): Promise<void> {
    const before = this.#seen.get(sha);
    const now = before ?? { commit: await this.#get(sha), ofHead: false, ofBase: false };
    const isNew = (mark.ofHead && !now.ofHead) || (mark.ofBase && !now.ofBase);
    if (!isNew) return;
    now.ofHead ||= mark.ofHead;
    now.ofBase ||= mark.ofBase;
    this.#seen.set(sha, now);
    if (!this.#open.includes(now)) this.#open.push(now);
  }

  /** False when it was given up: too many commits, or too many looks. */
  async run(): Promise<boolean> {
    while (this.#open.some(({ ofBase }) => !ofBase)) {
      if (this.#news > mostCommits || this.#seen.size > mostLooks) return false;
      const newest = this.#open.reduce((a, b) => (b.commit.at > a.commit.at ? b : a));
      this.#open = this.#open.filter((one) => one !== newest);
      if (!newest.ofBase) this.#news += 1;
      for (const parent of newest.commit.parents) await this.reach(parent, newest);
    }
    return true;
  }

  news(): Commit[] {
    return [...this.#seen.values()]
      .filter(({ ofHead, ofBase }) => ofHead && !ofBase)
      .sort((a, b) => b.commit.at - a.commit.at)
      .map(({ commit: { sha, message, author } }) => ({ sha, message, author }));
  }

  isPast(sha: string): boolean {
    return this.#seen.get(sha)?.ofHead === true;
  }
}
