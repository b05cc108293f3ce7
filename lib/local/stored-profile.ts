import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../core/errors.ts';
import { type Profile, profileSchema } from '../core/profile/profile.ts';

/** A profile of thousands of columns has some ten; a larger file of JSON is data. */
const mostBytes = 256 * 1024 * 1024;

/** The profile that a file holds; undefined where it is data. @throws InputError `profile-invalid` */
export async function storedProfileIn(file: string): Promise<Profile | undefined> {
  if (!/\.json$/i.test(file)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || found.size > mostBytes) return undefined;
  const value = jsonIn(await readFile(file, 'utf8'));
  if (!isLikeProfile(value)) return undefined;
  const parsed = profileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError('profile-invalid', `${file}: no profile of ours: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Lines of JSON are no JSON, so they are data. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLikeProfile(value: unknown): boolean {
  const { version, columns, checks } = (value ?? {}) as { version?: unknown; columns?: unknown; checks?: unknown };
  return typeof version === 'number' && (Array.isArray(columns) || Array.isArray(checks));
}
