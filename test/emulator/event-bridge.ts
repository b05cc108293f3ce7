import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Reach } from './deployed.ts';

/** A call of EventBridge, for which nothing of ours has a client. */
// biome-ignore lint/suspicious/noExplicitAny: every operation has another answer.
export async function eventBridge({ endpoint, requestHandler }: Reach, operation: string, input: object): Promise<any> {
  const credential = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request';
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSEvents.${operation}`,
    authorization: `${credential}, SignedHeaders=host, Signature=0`,
  };
  const asked = request(endpoint, { method: 'POST', headers, agent: requestHandler.httpsAgent });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  asked.on('error', reject).on('response', (answer) => text(answer).then(resolve, reject));
  asked.end(JSON.stringify(input));
  return JSON.parse((await promise) || '{}');
}
