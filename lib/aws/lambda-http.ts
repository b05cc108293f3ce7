import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaSend } from './clients.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

/** `crash`: the function itself failed, so that there is no HTTP answer. */
export type HttpAnswer = { kind: 'answer'; status: number; text: string } | { kind: 'crash'; reason: string };

/**
 * Sends one HTTP request to a function behind the Lambda Web Adapter, shaped as a function URL sends it (payload format 2.0).
 * A status that AWS_LWA_ERROR_STATUS_CODES names makes the invocation an error: it comes back as `crash`.
 */
export async function invokeHttp(
  client: LambdaSend,
  version: { functionName: string; qualifier: string },
  request: HttpRequest,
): Promise<HttpAnswer> {
  const { functionName: FunctionName, qualifier: Qualifier } = version;
  const Payload = new TextEncoder().encode(JSON.stringify(functionUrlEvent(request)));
  const answer = await client.send(new InvokeCommand({ FunctionName, Qualifier, Payload }));
  const text = new TextDecoder().decode(answer.Payload ?? new Uint8Array());
  if (answer.FunctionError !== undefined) return { kind: 'crash', reason: text.slice(0, 1_000) };
  return httpAnswer(text);
}

function functionUrlEvent({ method, path, body }: HttpRequest) {
  const host = 'signalbox.internal';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host, 'content-type': 'application/json', accept: 'application/json' },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'signalbox',
      domainName: host,
      domainPrefix: 'signalbox',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'signalbox' },
      requestId: 'signalbox',
      routeKey: '$default',
      stage: '$default',
      time: '01/Jan/1970:00:00:00 +0000',
      timeEpoch: 0,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

function httpAnswer(text: string): HttpAnswer {
  const parsed = parsedJson(text);
  if (
    typeof parsed !== 'object' ||
    parsed === null ||
    !('statusCode' in parsed) ||
    typeof parsed.statusCode !== 'number'
  ) {
    return { kind: 'crash', reason: `the answer is not an HTTP response: ${text.slice(0, 200)}` };
  }
  const body = 'body' in parsed && typeof parsed.body === 'string' ? parsed.body : '';
  const encoded = 'isBase64Encoded' in parsed && parsed.isBase64Encoded === true;
  return {
    kind: 'answer',
    status: parsed.statusCode,
    text: encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}

/** The value of a JSON text, or the text itself where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
