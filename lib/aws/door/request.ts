/** What a caller sent, as a function URL hands it on. */
export interface Invocation {
  body: string;
  /** Whether `body` is base64 of it: so come bodies that are no text. */
  isBase64: boolean;
  /** What a container may see, in lower case. */
  headers: Record<string, string>;
}

export type DoorRequest =
  | { kind: 'ping' }
  | { kind: 'invocations'; invocation: Invocation; header: (name: string) => string | undefined }
  | { kind: 'outcomes'; text: string }
  | { kind: 'refused'; status: number; code: string; sentence: string };

/** What SageMaker passes on to a container; everything else stays outside. */
const passedHeaders = ['content-type', 'accept', 'x-amzn-sagemaker-custom-attributes'];
const known = 'Known: POST /invocations, GET /ping, POST /outcomes.';
const methods: Record<string, string> = { '/invocations': 'POST', '/ping': 'GET', '/outcomes': 'POST' };

/** Reads an event in payload format 2.0 (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html), whoever wrote it. */
export function readRequest(event: unknown): DoorRequest {
  const { rawPath, requestContext, headers, body = '', isBase64Encoded = false } = record(event);
  const path = typeof rawPath === 'string' ? rawPath : '';
  const method = methods[path];
  if (method === undefined || !Object.hasOwn(methods, path)) return refused(404, 'unknown-path', known);
  if (record(record(requestContext).http).method !== method)
    return refused(405, 'wrong-method', `${path} takes ${method}.`);
  if (path === '/ping') return { kind: 'ping' };
  if (typeof body !== 'string') return refused(400, 'bad-body', 'The body cannot be read.');
  const isBase64 = isBase64Encoded === true;
  if (path === '/outcomes') return { kind: 'outcomes', text: textOf({ body, isBase64 }) };
  const header = (name: string) => headerIn(headers, name);
  const passed = passedHeaders.flatMap((name) => {
    const value = header(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { kind: 'invocations', invocation: { body, isBase64, headers: Object.fromEntries(passed) }, header };
}

export function textOf({ body, isBase64 }: Pick<Invocation, 'body' | 'isBase64'>): string {
  return isBase64 ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Names come in lower case; values of one that came more than once are joined by commas. */
function headerIn(headers: unknown, name: string): string | undefined {
  const all = record(headers);
  const value = Object.hasOwn(all, name) ? all[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function refused(status: number, code: string, sentence: string): DoorRequest {
  return { kind: 'refused', status, code, sentence };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
