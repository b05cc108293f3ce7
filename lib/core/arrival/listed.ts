import { sha256 } from '../sha256.ts';

/** An object of the data bucket as a listing tells of it. */
export interface Listed {
  key: string;
  /** Bytes. */
  size: number;
  etag: string;
  /** Version id of the newest version. */
  version: string;
  /** ISO 8601, UTC. Of an upload in parts it is the time when that began. */
  modifiedAt: string;
}

/** What tells one version of an object from every other: 128 bits, so that an index of a million is small and no two are mixed up. */
export function versionId({ key, version, etag }: Pick<Listed, 'key' | 'version' | 'etag'>): string {
  return sha256(JSON.stringify([key, version, etag])).slice(0, 32);
}

/** State of a folder in which nothing lies. */
export const emptyState = '';

/** The state of a folder with one more object in it, in the order of the listing: what tells it from every other. */
export function stateWith(state: string, object: Listed): string {
  return sha256(state + versionId(object));
}

export function stateOf(objects: readonly Listed[]): string {
  return objects.reduce(stateWith, emptyState);
}
