import type { ServiceModel } from '../service-model.ts';
import { breaches } from '../service-model.ts';
import { apiModel } from './api-models.ts';
import { report } from './breach.ts';
import { clone } from './clone.ts';
import type { Call, Faults } from './faults.ts';
import { type Troubled, underFault, unheard } from './under-fault.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface CallRecord extends Call {
  /** ISO 8601. */
  at: string;
  /** `answered`, the name of what was thrown, `refused` (of a late call), or `pending`: the caller hears nothing (more). */
  outcome: string;
  /** Landed after others' calls, and nobody heard of it. */
  late?: true;
}

interface LateCall {
  lateCall: true;
  operation: string;
  input: Record<string, unknown>;
}

const mutating = /^(Add|Create|Delete|Deregister|Publish|Put|Register|Set|Update)/;

/** A service behind `{ send(command) }`: checks what it gets and says against the API model, lets faults in, and keeps its state as plain data. */
export abstract class FakeService<State extends object, Timer extends object = never> {
  readonly service: string;
  readonly clock: VirtualClock;
  readonly faults: Faults;
  state: State;
  calls: CallRecord[] = [];
  readonly #model: ServiceModel;

  constructor(service: string, clock: VirtualClock, faults: Faults, state: State) {
    this.service = service;
    this.clock = clock;
    this.faults = faults;
    this.state = state;
    this.#model = apiModel(service);
    clock.on<Timer | LateCall>(service, (event) => this.#due(event));
  }

  /** What answers this operation. Throws a ServiceError for what the service refuses, before it changes anything. */
  protected abstract perform(operation: string, input: Record<string, unknown>, trouble?: Troubled): unknown;

  /** A timer of this service went off. */
  protected due(_timer: Timer): void {}

  /** Operations that would change something, in the order in which they were asked for. */
  get mutations(): string[] {
    return this.calls.map(({ operation }) => operation).filter((operation) => mutating.test(operation));
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  protected sender<Client>(): Client {
    return { send: (command: object) => this.send(command) } as unknown as Client;
  }

  async send(command: object): Promise<unknown> {
    const { operation, input } = this.#read(command);
    const call = this.#record(operation, input);
    this.#check(operation, input);
    try {
      const answer = await underFault(this.faults.take(call), call, {
        perform: (trouble) => this.#answer(operation, input, trouble),
        later: (seconds) =>
          this.clock.after(seconds, { to: this.service, event: { lateCall: true, operation, input } }),
      });
      call.outcome = 'answered';
      return answer;
    } catch (error) {
      call.outcome = error instanceof Error ? error.name : 'thrown';
      throw error;
    }
  }

  /** What somebody else does: past the faults, and not among our calls. Throws what the service refuses. */
  apply(command: object): unknown {
    const { operation, input } = this.#read(command);
    this.#check(operation, input);
    return this.#answer(operation, input);
  }

  #read(command: object): { operation: string; input: Record<string, unknown> } {
    const operation = command.constructor.name.replace(/Command$/, '');
    const input = clone((command as { input: Record<string, unknown> }).input);
    return { operation, input };
  }

  #check(operation: string, input: Record<string, unknown>): void {
    const known = this.#model.operations[operation];
    const wrong = known
      ? breaches(this.#model, known.input, input, operation, 'sdk')
      : ['not in the extract of the API model'];
    report(this.service, operation, wrong);
  }

  #answer(operation: string, input: Record<string, unknown>, trouble?: Troubled): unknown {
    const output = clone(this.perform(operation, clone(input), trouble) ?? {}) as Record<string, unknown>;
    const shape = this.#model.operations[operation]?.output;
    if (shape) report(this.service, operation, breaches(this.#model, shape, output, `answer of ${operation}`, 'sdk'));
    for (const part of Object.values(output))
      if (part instanceof Uint8Array) Object.assign(part, { transformToString });
    return { ...output, $metadata: { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 } };
  }

  #due(event: Timer | LateCall): void {
    if (!('lateCall' in event)) {
      this.due(event);
      return;
    }
    const { operation, input } = event;
    const call = this.#record(operation, input);
    call.late = true;
    unheard(() => {
      call.outcome = 'refused';
      this.perform(operation, clone(input));
      call.outcome = 'answered';
    });
  }

  #record(operation: string, input: Record<string, unknown>): CallRecord {
    const at = this.clock.now().toISOString();
    const call: CallRecord = { service: this.service, operation, input, at, outcome: 'pending' };
    this.calls.push(call);
    return call;
  }
}

/** The SDK's bytes know how to be text. */
function transformToString(this: Uint8Array): string {
  return new TextDecoder().decode(this);
}
