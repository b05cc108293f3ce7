import { type Limits, limitKeys } from '../limits.ts';

/** Units of sizes in bytes; each is 1,024 of the one before. */
export const sizeUnits = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 } as const;

/** `5 MB`, where that is exact; else `5242881 B`. */
export function describeBytes(bytes: number): string {
  const [unit = 'B', size = 1] =
    Object.entries(sizeUnits).findLast(([, one]) => bytes >= one && bytes % one === 0) ?? [];
  return `${bytes / size} ${unit}`;
}

/** Limits of sizes, to be described. */
export function inWords(limits: Limits): Limits {
  const ends = limitKeys.flatMap((key) => {
    const at = limits[key];
    return typeof at === 'number' ? [[key, describeBytes(at)]] : [];
  });
  return { ...limits, ...Object.fromEntries(ends) };
}
