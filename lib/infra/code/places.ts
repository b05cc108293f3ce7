import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** The folder above `lib/`: the checkout, or `dist/` of the installed package. */
export const root = join(import.meta.dirname, '..', '..', '..');

/** In a checkout the handlers' sources are there and are bundled on demand; the package ships bundles instead. */
export const isCheckout = existsSync(join(root, 'lambda', 'handler.ts'));

/** Where built and fetched things are kept between two synths: `node_modules/.cache/signalbox` of the project. */
export function cacheFolder(): string {
  const marker = `${sep}node_modules${sep}`;
  const inside = root.lastIndexOf(marker);
  const modules = inside < 0 ? join(root, 'node_modules') : root.slice(0, inside + marker.length - 1);
  return join(existsSync(modules) ? modules : dirname(modules), '.cache', 'signalbox');
}
