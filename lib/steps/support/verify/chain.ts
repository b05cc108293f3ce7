import type { Manifest } from '../../../core/release/manifest.ts';
import { storedManifest } from '../champion.ts';
import type { Verified, VerifyPorts } from './verified.ts';

/** Every release down to the first: each is what was sealed, and named by its child with its hash. */
export async function verifyChain(release: Manifest, { store }: VerifyPorts): Promise<Verified[]> {
  const lines: Verified[] = [];
  const seen = new Set([release.version]);
  for (let child = release; child.parent !== null; ) {
    const stored = await storedManifest(store, child.parent);
    lines.push(linkOf(child, stored));
    if (!stored || seen.has(stored.manifest.version)) break;
    seen.add(stored.manifest.version);
    child = stored.manifest;
  }
  if (release.parent === null)
    lines.push({ check: 'parent', subject: release.version, verdict: 'pass', sentence: 'it is the first release' });
  return lines;
}

function linkOf(child: Manifest, stored: { manifest: Manifest; intact: boolean } | undefined): Verified {
  const line = (verdict: Verified['verdict'], sentence: string): Verified => ({
    check: 'parent',
    subject: child.parent ?? '',
    verdict,
    sentence,
  });
  if (!stored) return line('fail', `${child.version} names it as its parent, and it is not in the store`);
  const { manifest, intact } = stored;
  if (!intact) return line('fail', 'it is not what was sealed: its hash does not fit');
  if (manifest.version !== child.parent) return line('fail', `its manifest calls itself ${manifest.version}`);
  if (child.parentHash === undefined)
    return line('inconclusive', `it is intact, but ${child.version} was cut before parents were named by their hash`);
  return child.parentHash === manifest.hash
    ? line('pass', `intact, and named by ${child.version} with its hash ${manifest.hash}`)
    : line('fail', `its hash is ${manifest.hash}; ${child.version} was released over ${child.parentHash}`);
}
