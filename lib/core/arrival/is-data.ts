import type { Listed } from './listed.ts';

/** Name of an object that lies directly under the prefix; undefined for what lies deeper, which is another drop. */
export function nameIn(prefix: string, { key }: Pick<Listed, 'key'>): string | undefined {
  const name = key.startsWith(prefix) ? key.slice(prefix.length) : '';
  return name === '' || name.includes('/') ? undefined : name;
}

/** Markers such as `_SUCCESS`, folders, empty and hidden files are not data; what lies deeper is another drop. */
export function isData(object: Pick<Listed, 'key' | 'size'>, prefix: string): boolean {
  const name = nameIn(prefix, object);
  return object.size > 0 && name !== undefined && !name.startsWith('_') && !name.startsWith('.');
}
