import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KmsSend } from '../../lib/aws/clients.ts';
import { KmsSigner } from '../../lib/aws/kms-signer.ts';
import { portsFromEnvironment } from '../../lib/aws/ports.ts';

const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const body = 'a manifest as canonical JSON';
const hash = createHash('sha256').update(body).digest('hex');

/**
 * KMS with one P-256 key. Node signs messages, not digests, so this one is told the message whose digest it must be asked for.
 * Source of shapes and errors: API reference of Sign and Verify, `KMSInvalidSignatureException` for a signature that does not fit.
 */
function kms() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const seen: Array<Record<string, unknown>> = [];
  const send = async ({
    input,
    constructor: { name },
  }: {
    input: Record<string, Uint8Array>;
    constructor: { name: string };
  }) => {
    seen.push(input);
    expect(input).toMatchObject({ KeyId: arn, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' });
    const asked = Buffer.from(input.Message ?? []).toString('hex');
    if (name === 'SignCommand') {
      expect(asked).toBe(hash);
      return { Signature: sign('sha256', Buffer.from(body), privateKey) };
    }
    const valid = asked === hash && verify('sha256', Buffer.from(body), publicKey, input.Signature ?? Buffer.alloc(0));
    if (valid) return { SignatureValid: true };
    throw Object.assign(new Error('invalid'), { name: 'KMSInvalidSignatureException' });
  };
  return { signer: new KmsSigner({ send } as unknown as KmsSend, arn), publicKey, seen };
}

test('the signature is of the manifest whose digest was signed, so that anyone with the public key can check it', async () => {
  const { signer, publicKey } = kms();
  const signature = await signer.sign(hash);
  expect(signature).toMatchObject({ keyId: arn, algorithm: 'ecdsa-sha256' });
  expect(verify('sha256', Buffer.from(body), publicKey, Buffer.from(signature.signature, 'base64'))).toBe(true);
});

test('a signature that does not fit is an answer; one of another key is none of ours', async () => {
  const { signer, seen } = kms();
  const signature = await signer.sign(hash);
  expect(await signer.verify(hash, signature)).toBe(true);
  expect(await signer.verify('00'.repeat(32), signature)).toBe(false);
  expect(await signer.verify(hash, { ...signature, signature: '' })).toBe(false);
  const asked = seen.length;
  expect(await signer.verify(hash, { ...signature, keyId: 'sha256:other' })).toBeUndefined();
  expect(seen).toHaveLength(asked);
});

test('what KMS does not allow is thrown, never a verdict', async () => {
  const send = async () => {
    throw Object.assign(new Error('not allowed'), { name: 'AccessDeniedException' });
  };
  const signer = new KmsSigner({ send } as unknown as KmsSend, arn);
  await expect(signer.sign(hash)).rejects.toThrow('not allowed');
  await expect(signer.verify(hash, { keyId: arn, algorithm: 'ecdsa-sha256', signature: 'AA==' })).rejects.toThrow();
});

test('a function signs only where its environment names a key', () => {
  const least = { SIGNALBOX_STORE: 'the-store', SIGNALBOX_DATA: 'the-data' };
  expect(portsFromEnvironment(least)('/tmp/a').signer).toBeUndefined();
  expect(portsFromEnvironment({ ...least, SIGNALBOX_SIGNING_KEY_ARN: arn })('/tmp/a').signer).toBeDefined();
});
