import { createHash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of bytes or of a string's UTF-8 bytes: 64 characters. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
