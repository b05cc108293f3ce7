import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaSend } from './clients.ts';
import { parsedJson } from './parsed-json.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  /** Whether `body` is base64 of what is sent. */
  isBase64?: boolean;
  /** Beside host, in lower case. @default JSON is sent and accepted */
  headers?: Record<string, string>;
}

/** `crash`: the function itself failed, so that there is no HTTP answer. */
type Read =
  | { kind: 'answer'; status: number; text: string; bytes: Uint8Array; contentType: string | null }
  | { kind: 'crash'; reason: string };

/** `version`: which one answered, where Lambda says. */
export type HttpAnswer = Read & { version: string | undefined };

const json = { 'content-type': 'application/json', accept: 'application/json' };

/**
 * Sends one HTTP request to a function behind the Lambda Web Adapter, shaped as a function URL sends it (payload format 2.0).
 * A status that AWS_LWA_ERROR_STATUS_CODES names makes the invocation an error: it comes back as `crash`.
 */
export function invokeHttp(
  client: LambdaSend,
  version: { functionName: string; qualifier: string },
  request: HttpRequest,
): Promise<HttpAnswer> {
  return invokePayload(client, version, payloadOf(request));
}

/** As `invokeHttp`, of what `payloadOf` made. */
export async function invokePayload(
  client: LambdaSend,
  { functionName: FunctionName, qualifier: Qualifier }: { functionName: string; qualifier: string },
  Payload: Uint8Array,
  abortSignal?: AbortSignal,
): Promise<HttpAnswer> {
  const command = new InvokeCommand({ FunctionName, Qualifier, Payload });
  const answer = await (abortSignal ? client.send(command, { abortSignal }) : client.send(command));
  const text = new TextDecoder().decode(answer.Payload ?? new Uint8Array());
  const version = answer.ExecutedVersion;
  if (answer.FunctionError !== undefined) return { kind: 'crash', reason: text.slice(0, 1_000), version };
  return { ...httpAnswer(text), version };
}

/** What Lambda is handed: at most 6 MB of it, or the invocation is refused. */
export function payloadOf(request: HttpRequest): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(functionUrlEvent(request)));
}

function functionUrlEvent({ method, path, body, isBase64 = false, headers = json }: HttpRequest) {
  const host = 'signalbox.internal';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host, ...headers },
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
    isBase64Encoded: isBase64,
  };
}

function httpAnswer(text: string): Read {
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
  const bytes = Buffer.from(body, encoded ? 'base64' : 'utf8');
  const contentType = 'headers' in parsed ? contentTypeIn(parsed.headers) : null;
  return { kind: 'answer', status: parsed.statusCode, text: bytes.toString('utf8'), bytes, contentType };
}

function contentTypeIn(headers: unknown): string | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return typeof found === 'string' ? found : null;
}
