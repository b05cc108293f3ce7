import { UsageError } from '../../core/errors.ts';
import type { Manifest } from '../../core/release/manifest.ts';
import type { ObjectStore } from '../../ports.ts';
import { readChannel } from '../records/channel.ts';
import { production, readManifest } from '../support/champion.ts';
import { releases } from '../support/releases.ts';

/** When what serves was gone back to. Asked again, or by two people at once, a rollback takes one step and not two. */
export async function gonebackAt(current: string, store: ObjectStore): Promise<string | undefined> {
  const last = (await readChannel(store, production)).history.at(-1);
  return last?.version === current && last.reason === 'rolled_back' ? last.at : undefined;
}

/** The release asked for, or the last other one that served. A release that was taken back itself is no way back. */
export async function wayBack(current: string, asked: string | undefined, store: ObjectStore): Promise<Manifest> {
  const served = (await readChannel(store, production)).history.map((entry) => entry.version);
  if (asked === undefined) {
    // Before it first served: what was taken back since is no way back.
    const before = served.slice(0, served.indexOf(current)).at(-1);
    if (before !== undefined) return readManifest(store, before);
    throw new UsageError('no-way-back', `nothing served before ${current}; name a version to serve another release`);
  }
  if (served.includes(asked)) return readManifest(store, asked);
  const known = (await releases(store)).map((release) => release.version).filter((version) => served.includes(version));
  throw new UsageError('version-unknown', `${JSON.stringify(asked)} never served; these did: ${known.join(', ')}`);
}
