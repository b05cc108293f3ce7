/** One call as a fake sees it. */
export interface Call {
  /** As in the API models: `sagemaker`, `lambda`, … */
  service: string;
  operation: string;
  input: Readonly<Record<string, unknown>>;
}

/** A fleet that cannot be had, that never comes up or never ends, or a way back that fails as well. */
export type Trouble = 'no-capacity' | 'unhealthy' | 'stuck' | 'rollback-fails';

/**
 * What goes wrong with a call.
 * - `throttle`: refused as the service does it, or under another name
 * - `error`: refused with this exception; nothing happens
 * - `lost-request`, `lost-response`: the caller has a time-out; nothing happened, or all of it did
 * - `kill`: the caller never hears again, because it is gone `before` or `after` the effect
 * - `trouble`: accepted, and what it starts fails later
 * - `delay`: the caller has a time-out or is gone, and the effect comes `seconds` later: a stale write
 * - `duplicate`: the effect comes twice, as when the SDK repeats what was lost; the second answer is the caller's
 * - `before`, `after`: something else happens first or next, such as the write of somebody else; the call itself is well
 * - `instead`: something else answers
 */
export type Fault =
  | { kind: 'throttle'; name?: string; message?: string }
  | { kind: 'error'; name: string; message: string; status?: number }
  | { kind: 'lost-request' }
  | { kind: 'lost-response' }
  | { kind: 'kill'; when: 'before' | 'after' }
  | { kind: 'trouble'; trouble: Trouble; reason?: string }
  | { kind: 'delay'; seconds: number; caller: 'time-out' | 'gone' }
  | { kind: 'duplicate' }
  | { kind: 'before'; effect: (call: Call) => void }
  | { kind: 'after'; effect: (call: Call) => void }
  | { kind: 'instead'; answer: (call: Call) => unknown };

/** Of which calls: an operation's name, or what has to hold. A predicate is shared by copies: it keeps nothing. */
export type Match = string | ((call: Call) => boolean);

interface Rule {
  match: Match;
  fault: Fault;
  /** Matching calls that are well before. */
  skip: number;
  times: number;
}

/** Faults of calls to come. Each call has at most one: the first that was told for it. */
export class Faults {
  #rules: Rule[] = [];

  /** The next `times` matching calls fail so, after `skip` that do not. */
  add(match: Match, fault: Fault, { times = 1, skip = 0 } = {}): this {
    this.#rules.push({ match, fault, times, skip });
    return this;
  }

  /** The matching calls in their order; null: well. */
  script(match: Match, ...faults: Array<Fault | null>): this {
    faults.forEach((fault, skip) => {
      // Rules before this one in the same script take their calls themselves and count down nothing here.
      if (fault) this.add(match, fault, { skip: faults.slice(0, skip).filter((one) => one === null).length });
    });
    return this;
  }

  clear(): void {
    this.#rules = [];
  }

  /** Faults that no call has met yet. */
  get left(): number {
    return this.#rules.reduce((sum, { times }) => sum + times, 0);
  }

  take(call: Call): Fault | undefined {
    for (const rule of this.#rules) {
      const matches = typeof rule.match === 'string' ? rule.match === call.operation : rule.match(call);
      if (!matches) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.times -= 1;
      this.#rules = this.#rules.filter(({ times }) => times > 0);
      return rule.fault;
    }
    return undefined;
  }

  copy(): Faults {
    const copied = new Faults();
    copied.#rules = this.#rules.map((rule) => ({ ...rule }));
    return copied;
  }
}
