import { sha256 } from '../../sha256.ts';

/** An id in the form of a UUID that stays the same for the same words. */
export function contractId(words: unknown): string {
  const id = sha256(JSON.stringify(words));
  return [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `8${id.slice(17, 20)}`, id.slice(20, 32)].join('-');
}
