import { createHmac } from 'node:crypto';

export const webhookSecret = 'the secret of the webhook, forty characters';

export interface Posted {
  event: string;
  /** Bytes, text as they are, anything else as JSON. */
  body: unknown;
  /** Changes or adds headers; undefined takes one away. */
  headers?: Record<string, string | undefined>;
  secret?: string;
  method?: string;
  base64?: boolean;
}

export function signatureOf(body: Uint8Array, secret = webhookSecret, algorithm = 'sha256'): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
}

/** A delivery of GitHub's as a function URL hands it on (payload format 2.0). */
export function posted({ event, body, headers = {}, secret, method = 'POST', base64 = false }: Posted) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(text);
  const all = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-github-event': event,
    'x-hub-signature-256': signatureOf(bytes, secret),
    ...headers,
  };
  return {
    version: '2.0',
    rawPath: '/',
    rawQueryString: '',
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    requestContext: { http: { method, path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' } },
    body: base64 ? bytes.toString('base64') : bytes.toString('utf8'),
    isBase64Encoded: base64,
  };
}
