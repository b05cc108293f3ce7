import { SignCommand, VerifyCommand } from '@aws-sdk/client-kms';
import { InternalError } from '../core/errors.ts';
import type { Signature } from '../core/release/signature.ts';
import type { Signer } from '../ports.ts';
import { isNamed, type KmsSend } from './clients.ts';

const signingAlgorithm = 'ECDSA_SHA_256' as const;

/** Signs with an asymmetric key of KMS (`ECC_NIST_P256`, `SIGN_VERIFY`), which never leaves it. The manifest's hash is the digest that is signed. */
export class KmsSigner implements Signer {
  private readonly client: KmsSend;
  private readonly keyArn: string;

  constructor(client: KmsSend, keyArn: string) {
    this.client = client;
    this.keyArn = keyArn;
  }

  async sign(hash: string): Promise<Signature> {
    const { Signature: bytes } = await this.client.send(new SignCommand(this.about(hash)));
    if (!bytes) throw new InternalError('unsigned', `KMS answered without a signature of ${this.keyArn}`);
    return { keyId: this.keyArn, algorithm: 'ecdsa-sha256', signature: Buffer.from(bytes).toString('base64') };
  }

  async verify(hash: string, { keyId, algorithm, signature }: Signature): Promise<boolean | undefined> {
    if (keyId !== this.keyArn || algorithm !== 'ecdsa-sha256') return undefined;
    const Signature = Buffer.from(signature, 'base64');
    // KMS refuses an empty one as bad input instead of as a wrong signature.
    if (Signature.length === 0) return false;
    try {
      const answer = await this.client.send(new VerifyCommand({ ...this.about(hash), Signature }));
      return answer.SignatureValid === true;
    } catch (error) {
      // A signature that does not fit is an exception there.
      if (isNamed(error, 'KMSInvalidSignatureException')) return false;
      throw error;
    }
  }

  private about(hash: string) {
    return {
      KeyId: this.keyArn,
      Message: Buffer.from(hash, 'hex'),
      MessageType: 'DIGEST' as const,
      SigningAlgorithm: signingAlgorithm,
    };
  }
}
