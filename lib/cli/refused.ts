import { messageOf } from '../core/errors.ts';

/** What AWS says to whoever may not do this, or whose credentials have ended: that is neither a bug nor ours to mend. */
export function refusedByAws(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('$metadata' in thrown)) return undefined;
  const { httpStatusCode } = thrown.$metadata as { httpStatusCode?: number };
  const denied = httpStatusCode === 403 || /^(AccessDenied|ExpiredToken|UnrecognizedClient)/.test(thrown.name);
  return denied ? `${thrown.name}: ${thrown.message}` : undefined;
}

/** Of processes and sockets, which use the same codes. */
const noFile = /^(kill|spawn.*|connect|bind|listen)$/;
const disk = /\b(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|ENOTDIR|EMFILE)\b|Read-only file system|Permission denied/;

/** What the disk says where it is full, or may not be written: neither that. Some calls of Node give words and no code. */
export function refusedByDisk(thrown: unknown): string | undefined {
  const { code = '', syscall = '' } = (thrown ?? {}) as { code?: unknown; syscall?: unknown };
  if (noFile.test(String(syscall))) return undefined;
  const message = messageOf(thrown);
  return disk.test(`${code} ${message}`) ? message.replace(/^, Unknown error: /, '') : undefined;
}
