import type { Call, Fault, Trouble } from './faults.ts';
import { ServiceError, throttled, timedOut } from './service-error.ts';

export interface Troubled {
  trouble: Trouble;
  reason?: string;
}

/** What a call can do: take effect now, or after some seconds. */
interface Act {
  perform: (trouble?: Troubled) => unknown;
  later: (seconds: number) => void;
}

type Kind = Fault['kind'];
type Meaning<K extends Kind> = (fault: Extract<Fault, { kind: K }>, call: Call, act: Act) => unknown;

const meanings: { [K in Kind]: Meaning<K> } = {
  throttle: ({ name, message }, { service }) => {
    const error = throttled(service);
    throw new ServiceError(name ?? error.name, message ?? error.message, error.$metadata.httpStatusCode);
  },
  error: ({ name, message, status }) => {
    throw new ServiceError(name, message, status);
  },
  'lost-request': () => {
    throw timedOut();
  },
  'lost-response': (_, __, { perform }) => {
    unheard(perform);
    throw timedOut();
  },
  kill: ({ when }, _, { perform }) => {
    if (when === 'after') unheard(perform);
    return never();
  },
  trouble: (fault, _, { perform }) => perform(fault),
  delay: ({ seconds, caller }, _, { later }) => {
    later(seconds);
    if (caller === 'gone') return never();
    throw timedOut();
  },
  duplicate: (_, __, { perform }) => {
    unheard(perform);
    return perform();
  },
  before: ({ effect }, call, { perform }) => {
    effect(call);
    return perform();
  },
  after: ({ effect }, call, { perform }) => {
    const answer = perform();
    effect(call);
    return answer;
  },
  instead: ({ answer }, call) => answer(call),
};

/** What comes of a call under this fault; undefined: it is well. */
export function underFault(fault: Fault | undefined, call: Call, act: Act): unknown {
  if (!fault) return act.perform();
  return (meanings[fault.kind] as Meaning<Kind>)(fault as never, call, act);
}

/** The service's answer is lost, whether it took the call or refused it. */
export function unheard(perform: () => unknown): void {
  try {
    perform();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
