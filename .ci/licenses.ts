import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Licenses of every package that went into the bundles, as they ask of whoever passes them on; equal texts once. */
export function licensesOf(metafiles: Metafile[], root: string): string {
  const folders = new Set(
    metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((file) => packageOf(file) ?? [])),
  );
  const holders = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const manifest = join(root, folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
    const [file] = globSync('LICEN[CS]E*', { cwd: join(root, folder) });
    const text = file === undefined ? `License: ${license}` : readFileSync(join(root, folder, file), 'utf8').trim();
    holders.set(text, [...(holders.get(text) ?? []), `${name} ${version}`]);
  }
  const rule = '-'.repeat(80);
  return [...holders].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${rule}\n\n`);
}

function packageOf(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}
