import { ZodError } from 'zod';
import type { CodeChange } from '../../core/code-change.ts';
import { readDelivery } from '../../core/github/delivery.ts';
import { hear } from '../../core/github/events.ts';
import type { Connected, Heard } from '../../core/github/heard.ts';
import { strictJson } from '../../core/github/strict-json.ts';
import { answerMessage } from '../../core/triggers/answer.ts';
import { codeMessage } from '../../core/triggers/code.ts';
import type { IntakeQueue } from '../../ports.ts';
import { isSigned } from './signature.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** What is answered. Nothing in it was sent to us. */
export type Said =
  | { status: 202; said: 'taken'; kind: CodeChange['kind'] | 'answer' }
  | { status: 200; said: 'ignored'; why: string }
  | { status: 400 | 401 | 405 | 413 | 415; said: 'refused'; why: string };

export interface WebhookParts {
  connected: Connected;
  secrets: WebhookSecrets;
  queue: IntakeQueue;
}

/**
 * Answers one delivery of GitHub's: size, headers, signature, and only then what it says. A change becomes one message on the intake
 * queue; the same delivery again becomes the same message, and the intake starts nothing twice. The delivery's id is not signed
 * and so not read.
 */
export async function receive(event: unknown, { connected, secrets, queue }: WebhookParts): Promise<Said> {
  const delivery = readDelivery(event);
  if ('status' in delivery) return { status: delivery.status, said: 'refused', why: delivery.error };
  const { body, signature } = delivery;
  if (!(await isVerified(body, signature, secrets))) return { status: 401, said: 'refused', why: 'signature' };
  const heard = read(delivery.event, body, connected);
  if (!heard) return { status: 400, said: 'refused', why: 'payload' };
  if ('ignored' in heard) return { status: 200, said: 'ignored', why: heard.ignored };
  if ('answer' in heard) {
    await queue.send(answerMessage(heard.answer));
    return { status: 202, said: 'taken', kind: 'answer' };
  }
  await queue.send(codeMessage(heard.change));
  return { status: 202, said: 'taken', kind: heard.change.kind };
}

async function isVerified(body: Uint8Array, signature: string, secrets: WebhookSecrets): Promise<boolean> {
  if (isSigned(body, signature, await secrets.known())) return true;
  const newer = await secrets.newer();
  return newer !== undefined && isSigned(body, signature, newer);
}

/** Undefined for what GitHub would not send: it is signed, and still nothing that we take. */
function read(event: string, body: Uint8Array, connected: Connected): Heard | undefined {
  const payload = strictJson(body);
  if (payload === undefined) return undefined;
  try {
    return hear(event, payload, connected);
  } catch (thrown) {
    if (thrown instanceof ZodError) return undefined;
    throw thrown;
  }
}
