import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Secrets Manager and SQS, as far as a function speaks to them over HTTP; whatever else it asks for is written down. */
export interface Services {
  /** Points the SDK here. */
  env: Record<string, string>;
  queueUrl: string;
  /** Text of the one secret; null: there is none. */
  secret: string | null;
  /** Bodies of the messages sent, parsed. */
  sent: unknown[];
  /** Is told of each message. */
  onSent: (message: unknown, delaySeconds: number) => void;
  /** Times the secret was read. */
  reads: number;
  /** Requests that are neither. */
  others: string[];
  /** Answers SQS with this status instead. */
  failing: number | null;
  stop(): Promise<void>;
}

export async function startServices(secret: string): Promise<Services> {
  const server = createServer((request, response) => void answer(request, response, services));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services: Services = {
    env: { AWS_ENDPOINT_URL_SQS: endpoint, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint, AWS_ENDPOINT_URL: endpoint },
    queueUrl: `${endpoint}/123456789012/intake`,
    secret,
    sent: [],
    onSent: () => {},
    reads: 0,
    others: [],
    failing: null,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return services;
}

async function answer(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const target = String(request.headers['x-amz-target'] ?? `${request.method} ${request.url}`);
  const say = (status: number, value: object) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
  if (target === 'secretsmanager.GetSecretValue') {
    services.reads += 1;
    if (services.secret === null) say(400, { __type: 'ResourceNotFoundException', message: 'no such secret' });
    else say(200, { Name: 'webhook', SecretString: services.secret });
  } else if (target === 'AmazonSQS.SendMessage') {
    if (services.failing !== null) return void say(services.failing, { __type: 'ServiceUnavailable' });
    const { MessageBody, DelaySeconds = 0 } = JSON.parse(body) as { MessageBody: string; DelaySeconds?: number };
    const message: unknown = JSON.parse(MessageBody);
    services.sent.push(message);
    services.onSent(message, DelaySeconds);
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    say(200, { MessageId: String(services.sent.length), MD5OfMessageBody });
  } else {
    services.others.push(target);
    say(400, { __type: 'AccessDenied' });
  }
}
