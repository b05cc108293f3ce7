import * as z from 'zod';
import type { CodeHost } from '../../code-host-ports.ts';
import type { CodeChange } from '../../core/code-change.ts';
import { InputError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { IntakePorts } from '../../ports.ts';
import { update } from '../records/json-object.ts';

/** `at`: when it was first told of, ISO 8601 UTC; absent in what older versions of ourselves wrote. */
const tipSchema = z.object({ commit: z.string(), at: z.iso.datetime().optional() });

/** The branch or pull request stands at another commit; or at this one, since when it was first told of: the order of commits. */
export type MovedOn = { newer: string } | { since: string };

/**
 * Whether its branch or pull request had moved on to another commit when this change was told of. News
 * comes in any order, and an older commit that is released after a newer one would take the newer code back. A commit that
 * is no ancestor of what was taken in last was pushed with force: it is news. So is an ancestor that its place was set back to.
 * @param place what commits follow one another in
 */
export async function movedOnTo(
  change: CodeChange,
  place: string,
  code: CodeHost,
  { store, pipeline, clock }: Pick<IntakePorts, 'store' | 'pipeline' | 'clock'>,
): Promise<MovedOn> {
  const { commit } = change;
  const told = clock.now().toISOString();
  const tip = await update(store, layout.changeTip(pipeline, sha256(place).slice(0, 16)), tipSchema, async (now) => {
    if (now === undefined) return { commit, at: told };
    if (now.commit === commit) return undefined;
    if ((await isAncestor(commit, now.commit, code)) && !(await isHead(change, code))) return undefined;
    return { commit, at: laterOf(told, now.at) };
  });
  return tip === undefined || tip.commit === commit ? { since: tip?.at ?? told } : { newer: tip.commit };
}

/** Two functions' clocks need not agree. */
function laterOf(told: string, before: string | undefined): string {
  return before === undefined || told > before ? told : new Date(Date.parse(before) + 1).toISOString();
}

/** Asked for ancestors only: a host may have to look at every open pull request for it. */
async function isHead({ kind, commit, pullRequest }: CodeChange, code: CodeHost): Promise<boolean> {
  const heads = await code.heads();
  return heads.some(
    (head) => head.kind === kind && head.commit === commit && head.pullRequest?.number === pullRequest?.number,
  );
}

async function isAncestor(commit: string, newer: string, code: CodeHost): Promise<boolean> {
  try {
    const { commits, complete } = await code.commits(commit, newer);
    return complete && commits.length > 0;
  } catch (thrown) {
    if (thrown instanceof InputError && thrown.code === 'commit-gone') return false;
    throw thrown;
  }
}
