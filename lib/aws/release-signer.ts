import type { Signer } from '../ports.ts';
import { lazy, once } from './lazy-ports.ts';

/** Signs, or verifies, with this key of KMS, whose client is loaded at the first use; undefined where there is no key. */
export function releaseSigner(keyArn: string | null | undefined): Signer | undefined {
  if (!keyArn) return undefined;
  return lazy.signer(
    once(async () => {
      const { kmsClient } = await import('./loaded/kms.ts');
      const { KmsSigner } = await import('./kms-signer.ts');
      return new KmsSigner(kmsClient(keyArn.split(':')[3] ?? ''), keyArn);
    }),
  );
}
