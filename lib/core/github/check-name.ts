/**
 * Name of the required check: `signalbox`, and `signalbox/<pipeline>` for a workload in a folder, since of checks with one name
 * GitHub counts the newest, and a pipeline beside it could hide what this one found.
 */
export function checkNameOf(pipeline: string, folder: string): string {
  return folder === '' ? 'signalbox' : `signalbox/${pipeline}`;
}
