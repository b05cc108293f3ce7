import * as z from 'zod';
import { messageOf } from '../errors.ts';
import type { Policy } from '../policy/schema.ts';
import { nameIn } from './is-data.ts';
import type { Listed } from './listed.ts';

type Complete = Policy['data']['arrival']['complete'];

/** `names`: the drop is these files and no others; null: it is whatever data lies there. */
export type Manifest = { names: ReadonlySet<string> } | { fault: string };

const manifestSchema = z.object({ files: z.array(z.string().min(1).max(1024)).min(1) });

/** The object that says that a drop is complete, where the rule wants one and it is there. */
export function signalIn(objects: readonly Listed[], prefix: string, complete: Complete): Listed | undefined {
  if (complete.kind === 'quiet') return undefined;
  return objects.find((object) => nameIn(prefix, object) === complete.name);
}

/** One writing of a marker: a store that names versions by their content gives an empty one the same version each time. */
export function signalId({ version, modifiedAt }: Listed): string {
  return `${version}@${modifiedAt}`;
}

/** Names of the files of a drop; what cannot be read is a fault of who wrote it, and the drop waits for a better one. */
export function readManifest(bytes: Uint8Array): Manifest {
  try {
    const read = manifestSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (read.success) return { names: new Set(read.data.files) };
    const [issue] = read.error.issues;
    return { fault: `${issue?.path.join('.') || 'it'}: ${issue?.message}; it must be like {"files": ["a.csv"]}` };
  } catch (error) {
    return { fault: `${messageOf(error)}; it must be JSON like {"files": ["a.csv"]}` };
  }
}
