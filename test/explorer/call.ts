/** One thing that an actor asks of the world outside of it. */
export interface Call {
  port: 'store' | 'target' | 'aws' | 'executions' | 'notifier' | 'metrics';
  method: string;
  args: readonly unknown[];
}

/** How a call, or a whole step function, came out. */
export type Answer = { value: unknown } | { error: Error };

/** An answer as it was given, and when, in milliseconds since the epoch. */
export interface Heard {
  answer: Answer;
  nowMs: number;
}

const reads = /^(get|list|read|describe|timeline|predict|knownUntil|Get|List|Describe|Invoke)/;

export function isRead({ method }: Call): boolean {
  return reads.test(method);
}

/** Records that only the run itself writes, or that nobody reads while traffic moves: whoever uses them meets nobody there. */
const shared = /^(leases|channels|rollouts|routes|queues)\/|rollout-evidence\.json$/;

/** Whether it makes no difference to anybody else when this call is made, nor whether it is the last of a process. */
export function isLocal({ port, method, args }: Call): boolean {
  if (port === 'store') return method === 'list' || !shared.test(String(args[0]));
  if (port === 'executions') return method !== 'describe' && method !== 'start';
  return port === 'metrics';
}

export function inWords({ port, method, args }: Call): string {
  const [first, second] = args;
  if (port === 'store') return `${method} ${first}${method === 'put' ? ` ${brief(String(second))}` : ''}`;
  if (port === 'notifier') return `announce ${(first as { kind: string }).kind}`;
  const said = [first, second].filter((part) => part !== undefined).map((part) => JSON.stringify(part));
  return `${port} ${method} ${said.join(' ').slice(0, 160)}`;
}

/** The parts of a record that say where things stand. */
const telling = [
  'state',
  'step',
  'left',
  'paused',
  'ended',
  'current',
  'promoting',
  'forbidden',
  'holder',
  'token',
  'told',
  'clearedAt',
  'intents',
];

function brief(text: string): string {
  try {
    const record = JSON.parse(text) as Record<string, unknown>;
    const parts = telling.flatMap((name) => (record[name] ? [`${name}: ${JSON.stringify(record[name])}`] : []));
    return parts.join(', ').slice(0, 500);
  } catch {
    return '';
  }
}
