import { z } from 'zod';
import type { CodeChange } from '../../core/code-change.ts';
import { InputError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { CodeHost, IntakePorts } from '../../ports.ts';
import { update } from '../records/json-object.ts';

const tipSchema = z.object({ commit: z.string() });

/**
 * The commit that its branch or pull request had moved on to when this change was told of; undefined when it is the newest. News
 * comes in any order, and an older commit that is released after a newer one would take the newer code back. A commit that
 * is no ancestor of what was taken in last was pushed with force: it is news.
 * @param place what commits follow one another in
 */
export async function movedOnTo(
  { commit }: CodeChange,
  place: string,
  code: CodeHost,
  { store, pipeline }: Pick<IntakePorts, 'store' | 'pipeline'>,
): Promise<string | undefined> {
  const tip = await update(store, layout.changeTip(pipeline, sha256(place).slice(0, 16)), tipSchema, async (now) => {
    if (now === undefined) return { commit };
    return now.commit === commit || (await isAncestor(commit, now.commit, code)) ? undefined : { commit };
  });
  return tip === undefined || tip.commit === commit ? undefined : tip.commit;
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
