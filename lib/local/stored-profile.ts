import { open, readFile } from 'node:fs/promises';
import { InputError, messageOf } from '../core/errors.ts';
import { type Profile, profileSchema } from '../core/profile/profile.ts';

const headBytes = 4096;

/** Whether a file is a stored profile: one JSON object whose first lists are those of one. A line of data is another. */
export async function isStoredProfile(file: string): Promise<boolean> {
  if (!/\.json$/i.test(file)) return false;
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return /^\s*\{\s*"(checks|columns|extraColumns)"\s*:\s*\[/.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** @throws InputError `profile-invalid` */
export async function readStoredProfile(file: string): Promise<Profile> {
  const parsed = profileSchema.safeParse(jsonIn(await readFile(file, 'utf8'), file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError('profile-invalid', `${file}: no profile of ours: ${issue?.path.join('.')}: ${issue?.message}`);
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new InputError('profile-invalid', `${file}: ${messageOf(thrown)}`);
  }
}
