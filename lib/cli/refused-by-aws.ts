/** What AWS says to whoever may not do this, or whose credentials have ended: that is neither a bug nor ours to mend. */
export function refusedByAws(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('$metadata' in thrown)) return undefined;
  const { httpStatusCode } = thrown.$metadata as { httpStatusCode?: number };
  const denied = httpStatusCode === 403 || /^(AccessDenied|ExpiredToken|UnrecognizedClient)/.test(thrown.name);
  return denied ? `${thrown.name}: ${thrown.message}` : undefined;
}
