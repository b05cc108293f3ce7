import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FakeFunction } from './aws/lambda/state.ts';
import { FakeLambda as AwsLambda } from './aws/lambda.ts';
import { ServiceError } from './aws/service-error.ts';
import { VirtualClock } from './aws/virtual-clock.ts';

export const exception = (name: string, message = name) => new ServiceError(name, message);

/**
 * One served function whose time is counted in looks: the fake Lambda for tests that have no clock.
 * `before` sees each command first and may throw or change things; `after` runs when it took effect (a lost answer throws).
 */
export class FakeLambda {
  calls: string[] = [];
  lastUpdate: 'Successful' | 'Failed' = 'Successful';
  before: (command: string) => void = () => {};
  after: (command: string) => void = () => {};
  readonly #clock = new VirtualClock();
  readonly #lambda = new AwsLambda(this.#clock, undefined, { updateSeconds: 1, activeSeconds: 0 });

  readonly client = { send: (command: object) => this.#send(command) } as unknown as AwsLambda['client'];

  /** Looks until an update is done. */
  set looks(looks: number) {
    this.#lambda.state.settings.updateSeconds = looks;
  }

  set invoke(invoke: (event: Record<string, unknown>, version: string) => unknown) {
    this.#lambda.invoke = invoke;
  }

  get head(): FunctionConfiguration | undefined {
    return this.#found?.head;
  }

  set head(head: FunctionConfiguration) {
    this.#lambda.state.functions.iris = { head, versions: [], aliases: {}, provisioned: {}, nextVersion: 1 };
  }

  get versions(): FunctionConfiguration[] {
    return this.#found?.versions ?? [];
  }

  set versions(versions: FunctionConfiguration[]) {
    if (this.#found) this.#found.versions = versions;
  }

  get aliases(): Map<string, AliasConfiguration> {
    return new Map(Object.entries(this.#found?.aliases ?? {}));
  }

  get mutations(): string[] {
    return this.calls.filter((call) => /^(Create|Update|Delete|Publish)/.test(call));
  }

  /** What somebody else's write would leave. */
  setAlias(Name: string, FunctionVersion: string, RoutingConfig: AliasConfiguration['RoutingConfig']): void {
    const RevisionId = `theirs-${this.#lambda.state.nextId++}`;
    if (this.#found) this.#found.aliases[Name] = { Name, FunctionVersion, RoutingConfig, RevisionId };
  }

  async #send(command: object): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, '');
    this.calls.push(name);
    this.before(name);
    this.#lambda.state.settings.outcome = this.lastUpdate === 'Failed' ? 'failed' : 'well';
    this.#clock.advance(name === 'GetFunctionConfiguration' ? 1 : 0);
    const answer = await this.#lambda.send(command);
    this.after(name);
    return answer;
  }

  /** Whatever its name: there is one. */
  get #found(): FakeFunction | undefined {
    return Object.values(this.#lambda.state.functions)[0];
  }
}
