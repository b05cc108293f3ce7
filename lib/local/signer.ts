import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { sha256 } from '../core/sha256.ts';
import type { Signer } from '../ports.ts';

/** Names the key file of this machine; absent: releases are not signed. */
const signingKeyVariable = 'SIGNALBOX_SIGNING_KEY';

/**
 * Signs with an Ed25519 key in a PEM file (`openssl genpkey -algorithm ed25519`). With the public key alone it only verifies.
 * @throws InputError `signing-key-invalid`
 */
export function fileSigner(file: string): Signer {
  const { privateKey, publicKey } = readKey(file);
  const keyId = `sha256:${sha256(publicKey.export({ type: 'spki', format: 'der' }))}`;
  return {
    sign: async (hash) => {
      if (!privateKey) throw invalid(file, 'holds a public key, which cannot sign; the private key is needed');
      const signature = sign(null, Buffer.from(hash, 'hex'), privateKey).toString('base64');
      return { keyId, algorithm: 'ed25519', signature };
    },
    verify: async (hash, given) => {
      if (given.keyId !== keyId || given.algorithm !== 'ed25519') return undefined;
      return verify(null, Buffer.from(hash, 'hex'), publicKey, Buffer.from(given.signature, 'base64'));
    },
  };
}

/** The signer that the environment asks for. */
export function configuredSigner(env: NodeJS.ProcessEnv = process.env): Signer | undefined {
  const file = env[signingKeyVariable];
  return file ? fileSigner(file) : undefined;
}

function readKey(file: string): { privateKey: KeyObject | null; publicKey: KeyObject } {
  const pem = readPem(file);
  const privateKey = /PRIVATE KEY-----/.test(pem) ? parsed(file, () => createPrivateKey(pem)) : null;
  const publicKey = parsed(file, () => createPublicKey(pem));
  if (publicKey.asymmetricKeyType === 'ed25519') return { privateKey, publicKey };
  throw invalid(file, `holds a key of type ${publicKey.asymmetricKeyType}; allowed is ed25519`);
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw invalid(file, 'cannot be read', cause);
  }
}

/** The engine's own error may quote what it read. */
function parsed(file: string, read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw invalid(file, 'is no PEM file with an unencrypted key');
  }
}

function invalid(file: string, why: string, cause?: unknown): InputError {
  return new InputError('signing-key-invalid', `${file}, named by ${signingKeyVariable}, ${why}`, { cause });
}
