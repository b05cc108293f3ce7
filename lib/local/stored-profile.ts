import { readFile, stat } from 'node:fs/promises';
import type * as z from 'zod';
import { profileOfBaseline, statisticsSchema } from '../core/contract/model-monitor/baseline.ts';
import { InputError } from '../core/errors.ts';
import { type Profile, profileSchema } from '../core/profile/profile.ts';

/** A profile of thousands of columns has some ten; a larger file of JSON is data. */
const mostBytes = 256 * 1024 * 1024;

/** The profile that a file holds, ours or the statistics.json of Model Monitor; undefined where it is data. @throws InputError `profile-invalid` */
export async function storedProfileIn(file: string): Promise<Profile | undefined> {
  if (!/\.json$/i.test(file)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || found.size > mostBytes) return undefined;
  const value = jsonIn(await readFile(file, 'utf8'));
  if (isLikeStatistics(value))
    return profileOfBaseline(parsed(statisticsSchema, value, `${file}: no statistics of Model Monitor`));
  return isLikeProfile(value) ? parsed(profileSchema, value, `${file}: no profile of ours`) : undefined;
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, says: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputError('profile-invalid', `${says}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Lines of JSON are no JSON, so they are data. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLikeStatistics(value: unknown): boolean {
  const { dataset, features } = (value ?? {}) as { dataset?: unknown; features?: unknown };
  return typeof dataset === 'object' && dataset !== null && Array.isArray(features);
}

function isLikeProfile(value: unknown): boolean {
  const { version, columns, checks } = (value ?? {}) as { version?: unknown; columns?: unknown; checks?: unknown };
  return typeof version === 'number' && (Array.isArray(columns) || Array.isArray(checks));
}
