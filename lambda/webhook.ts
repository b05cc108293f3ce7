import { receive } from '../lib/aws/github/webhook.ts';
import { openWebhook } from '../lib/aws/github/webhook-parts.ts';
import { SignalboxError } from '../lib/core/errors.ts';

const parts = openWebhook(process.env);

/** Answers GitHub through a function URL, well within the 10 s that it waits. The log has what was decided, and nothing of what was sent. */
export async function handler(event: unknown) {
  try {
    const { status, ...said } = await receive(event, parts());
    console.log(JSON.stringify({ level: 'INFO', service: 'webhook', status, ...said }));
    return answer(status, said);
  } catch (thrown) {
    // Only our own sentences are known to quote nothing.
    const message = thrown instanceof SignalboxError ? `${thrown.code}: ${thrown.message}` : 'a service did not answer';
    const error = thrown instanceof Error ? thrown.name : 'Error';
    console.log(JSON.stringify({ level: 'ERROR', service: 'webhook', error, message }));
    return answer(503, { said: 'refused', why: 'unavailable' });
  }
}

function answer(statusCode: number, said: object) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) };
}
