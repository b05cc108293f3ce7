import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Our version, from the package.json above this file: as deep below it when compiled as in the repository or not. */
export function packageVersion(from = import.meta.dirname): string {
  const file = join(from, 'package.json');
  if (existsSync(file)) return String(JSON.parse(readFileSync(file, 'utf8')).version);
  const parent = dirname(from);
  return parent === from ? 'unknown' : packageVersion(parent);
}
