import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Unzipped, unzipSync } from 'fflate';
import { InputError, messageOf } from '../../core/errors.ts';
import { isScript } from '../../steps/support/source-bundle.ts';
import { bundleLimits } from './bundle.ts';
import { assertInside } from './inside.ts';

/**
 * Unpacks a zip into an empty folder; whatever the zip says, nothing is written outside of it.
 * @throws InputError `path-outside`, `workload-too-large`, `bundle-broken`
 */
export async function unbundle(zip: Uint8Array, folder: string): Promise<string[]> {
  const files = Object.entries(unzip(zip)).filter(([path]) => !path.endsWith('/'));
  for (const [path, bytes] of files) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    // `wx`: two names that are one file on this system (A and a) are refused, not merged.
    await writeFile(to, bytes, { flag: 'wx', mode: isScript(bytes) ? 0o755 : 0o644 });
  }
  return files.map(([path]) => path);
}

/** Sizes are summed before anything is inflated, and fflate inflates no entry beyond the size that it announced. */
function unzip(zip: Uint8Array): Unzipped {
  let size = 0;
  let count = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    assertInside(name);
    size += originalSize;
    count += 1;
    if (size > bundleLimits.bytes || count > bundleLimits.files) {
      throw new InputError(
        'workload-too-large',
        `The bundle unpacks to more than ${bundleLimits.bytes / 1024 / 1024} MB or ${bundleLimits.files} files.`,
      );
    }
    return true;
  };
  try {
    return unzipSync(zip, { filter });
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    throw new InputError('bundle-broken', `The bundle cannot be unpacked: ${messageOf(thrown)}`, { cause: thrown });
  }
}
