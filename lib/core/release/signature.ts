import * as z from 'zod';

const signatureAlgorithms = ['ed25519', 'ecdsa-sha256'] as const;

/** `releases/<version>/manifest.sig.json`: a detached signature over the 32 bytes of the manifest's hash. */
export const signatureSchema = z.object({
  /** ARN of a KMS key, or `sha256:` and the hash of a public key's SubjectPublicKeyInfo. */
  keyId: z.string(),
  /** `ecdsa-sha256`: over the hash as the message's digest, DER-encoded. */
  algorithm: z.enum(signatureAlgorithms),
  /** Base64. */
  signature: z.string(),
});
export type Signature = z.output<typeof signatureSchema>;
