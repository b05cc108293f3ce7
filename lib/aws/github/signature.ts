import { createHmac, timingSafeEqual } from 'node:crypto';

const wellFormed = /^sha256=([0-9a-f]{64})$/;

/**
 * Whether `signature` (`X-Hub-Signature-256`) was made over these very bytes with one of the secrets. Every signature is compared with
 * every secret's, as 32 bytes in constant time; one that is malformed too, so that the time says nothing of what was wrong.
 * Source: docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries.
 */
export function isSigned(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  const digits = wellFormed.exec(signature)?.[1];
  const got = Buffer.from(digits ?? '00'.repeat(32), 'hex');
  const matches = secrets.map((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), got));
  return digits !== undefined && matches.includes(true);
}
