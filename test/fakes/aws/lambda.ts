import type {
  AliasConfiguration,
  GetAliasCommandInput,
  InvocationRequest,
  InvocationResponse,
} from '@aws-sdk/client-lambda';
import type { LambdaSend } from '../../../lib/aws/clients.ts';
import { clone } from './clone.ts';
import { FakeService } from './fake-service.ts';
import { Faults } from './faults.ts';
import { aliasOperations } from './lambda/aliases.ts';
import {
  aliasOf,
  conflict,
  functionOf,
  type LambdaContext,
  type LambdaTimer,
  nameOf,
  revision,
  versionOf,
  weightsOf,
} from './lambda/context.ts';
import { activate, functionOperations } from './lambda/functions.ts';
import { provisionedOperations } from './lambda/provisioned.ts';
import { emptyLambda, type FakeFunction, type LambdaSettings, type LambdaState } from './lambda/state.ts';
import type { VirtualClock } from './virtual-clock.ts';

type Operation = (context: LambdaContext, input: never) => unknown;

const operations: Record<string, Operation> = { ...functionOperations, ...aliasOperations, ...provisionedOperations };

/** Fractions of the golden ratio meet any weights evenly, the same each time. */
const golden = (Math.sqrt(5) - 1) / 2;

/** Lambda as far as served functions go: heads, versions, weighted aliases and provisioned concurrency on a virtual clock. */
export class FakeLambda extends FakeService<LambdaState, LambdaTimer> {
  readonly client = this.sender<LambdaSend>();
  /** What a version answers; an Error is one that nobody caught in the function. */
  invoke: (event: Record<string, unknown>, version: string, functionName: string) => unknown = () => ({
    statusCode: 200,
    body: '{}',
  });

  constructor(clock: VirtualClock, faults = new Faults(), settings: Partial<LambdaSettings> = {}) {
    super('lambda', clock, faults, emptyLambda(settings));
  }

  /** What GetAlias would answer if it were consistent; undefined: there is no such alias. */
  look(functionName: string, alias: string): AliasConfiguration | undefined {
    const found = this.state.functions[functionName]?.aliases[alias];
    return found && clone(found);
  }

  /** Nobody called this version for weeks. */
  fallAsleep(functionName: string, version: string): void {
    versionOf(functionOf(this.#context, functionName), functionName, version).State = 'Inactive';
  }

  copy(clock: VirtualClock, faults = this.faults.copy()): FakeLambda {
    const copied = new FakeLambda(clock, faults);
    copied.state = clone(this.state);
    copied.calls = this.calls.map((call) => ({ ...call }));
    copied.invoke = this.invoke;
    return copied;
  }

  protected override perform(operation: string, input: Record<string, unknown>): unknown {
    if (operation === 'GetAlias') return this.#getAlias(input as unknown as GetAliasCommandInput);
    if (operation === 'Invoke') return this.#invoke(input as unknown as InvocationRequest);
    const answer = operations[operation];
    if (!answer) throw new Error(`the fake knows no ${operation}`);
    const [functionName, alias] = [nameOf(String(input.FunctionName)), String(input.Name)];
    const seen = this.look(functionName, alias);
    const answered = answer(this.#context, input as never);
    const { staleReads } = this.state.settings;
    if (/^(Create|Update|Delete)Alias$/.test(operation) && staleReads > 0)
      this.state.stale[`${functionName}:${alias}`] = { left: staleReads, seen };
    return answered;
  }

  protected override due(timer: LambdaTimer): void {
    const found = this.state.functions[timer.functionName];
    if (!found) return;
    if (timer.type === 'provisioned') this.#provisioned(found, timer.qualifier, timer.id);
    else this.#updated(found, timer);
  }

  #provisioned(found: FakeFunction, qualifier: string, id: string): void {
    const { outcome, reason } = this.state.settings;
    const provisioned = found.provisioned[qualifier];
    if (provisioned?.id !== id) return;
    const failed = outcome === 'failed';
    Object.assign(provisioned, { status: failed ? 'FAILED' : 'READY', reason: failed ? reason : undefined });
    const alias = found.aliases[qualifier];
    // Those that Lambda set itself: others are not to be had together with provisioned concurrency.
    if (alias && Object.keys(weightsOf(alias)).length > 0)
      Object.assign(alias, { RoutingConfig: { AdditionalVersionWeights: {} }, RevisionId: revision(this.state) });
  }

  #updated(found: FakeFunction, timer: Extract<LambdaTimer, { version: string }>): void {
    const { outcome, reason } = this.state.settings;
    const failed = outcome === 'failed';
    const version = [found.head, ...found.versions].find(({ Version }) => Version === timer.version);
    if (!version || version.RevisionId !== timer.revision) return;
    // An update that works wakes a function that could not be created.
    const starts = timer.type === 'active' || version.State === 'Pending' || (version.State === 'Failed' && !failed);
    if (starts)
      Object.assign(version, { State: failed ? 'Failed' : 'Active', StateReason: failed ? reason : undefined });
    if (timer.type === 'active') return;
    const LastUpdateStatus = failed ? 'Failed' : 'Successful';
    Object.assign(version, { LastUpdateStatus, LastUpdateStatusReason: failed ? reason : undefined });
  }

  #getAlias({ FunctionName, Name = '' }: GetAliasCommandInput): AliasConfiguration {
    const stale = this.state.stale[`${nameOf(FunctionName)}:${Name}`];
    const found = functionOf(this.#context, FunctionName);
    if (!stale || stale.left === 0) return aliasOf(found, FunctionName, Name);
    stale.left -= 1;
    return stale.seen ?? aliasOf({ ...found, aliases: {} }, FunctionName, Name);
  }

  #invoke({ FunctionName, Qualifier = '$LATEST', Payload }: InvocationRequest): InvocationResponse {
    const name = nameOf(FunctionName);
    const found = functionOf(this.#context, FunctionName);
    const alias = found.aliases[Qualifier];
    const version = versionOf(found, name, alias ? this.#drawn(alias) : Qualifier);
    if (version.State === 'Inactive') activate(this.#context, name, version);
    // A version may fail to optimise and run all the same; one that is on its way cannot.
    if (version.State === 'Pending')
      throw conflict(
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      );
    const event = JSON.parse(typeof Payload === 'string' ? Payload : new TextDecoder().decode(Payload ?? bytes({})));
    const answer = this.invoke(event, version.Version ?? '', name);
    const told = { StatusCode: 200, ExecutedVersion: version.Version };
    if (answer instanceof Error)
      return { ...told, FunctionError: 'Unhandled', Payload: bytes({ errorMessage: answer.message }) };
    return { ...told, Payload: bytes(answer) };
  }

  #drawn(alias: AliasConfiguration): string | undefined {
    this.state.invocations += 1;
    const [[other, weight] = [undefined, 0]] = Object.entries(weightsOf(alias));
    return (this.state.invocations * golden) % 1 < weight ? other : alias.FunctionVersion;
  }

  get #context(): LambdaContext {
    const after = (seconds: number, event: LambdaTimer) => this.clock.after(seconds, { to: this.service, event });
    return { state: this.state, nowMs: this.clock.nowMs, after };
  }
}

function bytes(value: unknown): InvocationResponse['Payload'] {
  return new TextEncoder().encode(JSON.stringify(value)) as InvocationResponse['Payload'];
}
