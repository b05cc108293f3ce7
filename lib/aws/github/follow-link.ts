import { posix } from 'node:path';
import type { SourceFile } from '../../code-host-ports.ts';
import { InputError } from '../../core/errors.ts';

/** Links that lead on to links; more is a circle. */
const longestChain = 10;

/**
 * The file that a link in a workload stands for, under the link's name.
 * @throws InputError `path-outside` where it leads out of the workload, to a folder or to nothing
 */
export function followLink(
  path: string,
  links: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, SourceFile>,
): SourceFile {
  let at = path;
  for (let step = 0; step < longestChain; step += 1) {
    const to = links.get(at) ?? '';
    at = to.startsWith('/') ? '..' : posix.join(posix.dirname(at), to);
    const file = files.get(at);
    if (file) return { ...file, path };
    if (!links.has(at)) break;
  }
  throw new InputError(
    'path-outside',
    `${path} in the workload is a link to ${JSON.stringify(links.get(path) ?? '')}, which is no file of the workload; copy the file.`,
  );
}
