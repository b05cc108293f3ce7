import type { CodeChange } from '../../../core/code-change.ts';
import { InputError } from '../../../core/errors.ts';
import { createdSchema, releaseSchema, shaSchema } from '../answers.ts';
import type { GitHubClient } from '../client.ts';
import { cut, cutNote, limits } from '../cut.ts';
import { GitHubRefusal } from '../failure.ts';
import { isRefused } from '../host.ts';
import { markerOf } from './comment.ts';

export interface ReleaseToTell {
  version: string;
  notes: string;
  prerelease: boolean;
}

/**
 * A release under a tag of its version, once; its notes follow ours.
 * @throws InputError `repository-tag-taken` where the tag or the release is somebody else's
 */
export async function tellRelease(
  client: GitHubClient,
  named: { pipeline: string; tagPrefix: string },
  { commit }: CodeChange,
  release: ReleaseToTell,
): Promise<void> {
  const tag = `${named.tagPrefix}${release.version}`;
  const body = cut(`${markerOf(named.pipeline)}\n${release.notes}`, limits.release, cutNote);
  const wanted = { name: `${named.pipeline} ${release.version}`, body, prerelease: release.prerelease };
  if (await bringUpToDate(client, tag, wanted, named.pipeline)) return;
  await assertTagFree(client, tag, commit);
  try {
    const made = { ...wanted, tag_name: tag, target_commitish: commit, draft: false };
    await client.call('POST /repos/{owner}/{repo}/releases', made, createdSchema);
  } catch (thrown) {
    // Another reporter was faster.
    if (!(thrown instanceof GitHubRefusal && thrown.codes.includes('already_exists'))) throw thrown;
    if (!(await bringUpToDate(client, tag, wanted, named.pipeline))) throw thrown;
  }
}

async function bringUpToDate(
  client: GitHubClient,
  tag: string,
  wanted: { name: string; body: string; prerelease: boolean },
  pipeline: string,
): Promise<boolean> {
  const found = await client
    .call('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag }, releaseSchema)
    .catch((thrown) => {
      if (isRefused(thrown, 404)) return undefined;
      throw thrown;
    });
  if (!found) return false;
  const { id, body, name, prerelease } = found.data;
  if (!body?.startsWith(markerOf(pipeline))) throw tagTaken(client, tag, 'a release that is not ours');
  if (body === wanted.body && name === wanted.name && prerelease === wanted.prerelease) return true;
  const changed = { ...wanted, release_id: id };
  await client.call('PATCH /repos/{owner}/{repo}/releases/{release_id}', changed, createdSchema);
  return true;
}

/** GitHub would quietly put the release on whatever commit an existing tag names. */
async function assertTagFree(client: GitHubClient, tag: string, commit: string): Promise<void> {
  try {
    const ref = `tags/${tag}`;
    const { data } = await client.call('GET /repos/{owner}/{repo}/commits/{ref}', { ref }, shaSchema);
    if (data.sha !== commit) throw tagTaken(client, tag, `commit ${data.sha}`);
  } catch (thrown) {
    if (!isRefused(thrown, 404, 422)) throw thrown;
  }
}

function tagTaken({ repository }: GitHubClient, tag: string, holder: string): InputError {
  return new InputError(
    'repository-tag-taken',
    `The tag ${tag} of ${repository} names ${holder}; choose another tag prefix for this pipeline.`,
  );
}
