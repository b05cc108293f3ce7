import { generateKeyPairSync } from 'node:crypto';

/** A fresh private key as PEM. */
export function ed25519Pem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
