import { type Agent, request } from 'node:http';
import { agree, predictionsIn, type Said } from '../../core/rollout/answers.ts';
import { servableHeader } from '../router/protocol.ts';
import type { TrafficOptions } from './options.ts';

export interface Answer {
  servable: string;
  status: number;
}

/**
 * Sends one request, and in an A/B test what became of its user; undefined without an answer.
 * @param number of the request, from 0: names its user, and its body round robin
 */
export async function sendRequest(options: TrafficOptions, agent: Agent, number: number): Promise<Answer | undefined> {
  const { bodies, users } = options;
  const user = users && `generated-${process.pid}-${number}`;
  const line = number % bodies.length;
  const answer = await post(options, agent, '/invocations', bodies[line] ?? '', user ? { [users.header]: user } : {});
  if (users && user && answer?.status === 200) {
    const share = shareRight(predictionsIn(answer.body) ?? [], users.expected[line] ?? []);
    const value = users.lowest + share * (users.highest - users.lowest);
    await post(options, agent, '/outcomes', JSON.stringify({ user, value }));
  }
  return answer;
}

function shareRight(said: Said[], expected: Said[]): number {
  const right = expected.filter((one, i) => agree([one], said.slice(i, i + 1), 0)).length;
  return expected.length === 0 ? 0 : right / expected.length;
}

function post(
  { url, timeLimitSeconds = 30, users }: TrafficOptions,
  agent: Agent,
  path: string,
  body: string,
  more: Record<string, string> = {},
): Promise<(Answer & { body: string }) | undefined> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...more };
    const signal = AbortSignal.timeout(timeLimitSeconds * 1000);
    const outgoing = request(`${url}${path}`, { method: 'POST', agent, headers, signal }, (incoming) => {
      const servable = String(incoming.headers[servableHeader] ?? 'none');
      const chunks: Buffer[] = [];
      // What was answered matters to a user's outcome only.
      if (users) incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      else incoming.resume();
      const status = incoming.statusCode ?? 0;
      incoming.once('end', () => resolve({ servable, status, body: Buffer.concat(chunks).toString('utf8') }));
      incoming.once('error', () => resolve(undefined));
      incoming.once('close', () => resolve(undefined));
    });
    outgoing.once('error', () => resolve(undefined));
    outgoing.end(body);
  });
}
