import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { LambdaSend } from '../../lib/aws/clients.ts';

interface Input {
  FunctionName?: string;
  Name?: string;
  Qualifier?: string;
  RevisionId?: string;
  FunctionVersion?: string;
  Description?: string;
  Marker?: string;
  Payload?: Uint8Array;
  Code?: { ImageUri?: string };
  ImageUri?: string;
  Environment?: { Variables?: Record<string, string> };
  RoutingConfig?: { AdditionalVersionWeights?: Record<string, number> };
}

const mutating = /^(Create|Update|Delete|Publish)/;
const pageSize = 2;

export const exception = (name: string, message = name) => Object.assign(new Error(message), { name });

/**
 * Lambda as far as a served function goes: head, versions and aliases with revisions, updates that take a few looks, pages
 * of two. `before` sees each command first and may throw or change things; `after` runs when it took effect (a lost answer throws).
 */
export class FakeLambda {
  head: FunctionConfiguration | undefined;
  versions: FunctionConfiguration[] = [];
  aliases = new Map<string, AliasConfiguration>();
  calls: string[] = [];
  /** Looks until an update is done. */
  looks = 1;
  lastUpdate: 'Successful' | 'Failed' = 'Successful';
  before: (command: string) => void = () => {};
  after: (command: string) => void = () => {};
  invoke: (event: Record<string, unknown>, version: string) => unknown = () => ({ statusCode: 200, body: '{}' });
  private next = 1;
  private revision = 0;
  private pending = 0;

  readonly client = { send: (command: object) => this.send(command) } as unknown as LambdaSend;

  get mutations(): string[] {
    return this.calls.filter((call) => mutating.test(call));
  }

  private async send(command: object): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, '');
    const { input } = command as { input: Input };
    this.calls.push(name);
    this.before(name);
    const answer = this.answers[name]?.(structuredClone(input));
    if (answer === undefined) throw new Error(`the fake knows no ${name}`);
    this.after(name);
    return structuredClone(answer);
  }

  private readonly answers: Record<string, (input: Input) => unknown> = {
    GetFunctionConfiguration: ({ Qualifier }) => this.configuration(Qualifier),
    CreateFunction: (input) => {
      if (this.head) throw exception('ResourceConflictException');
      this.head = { Version: '$LATEST', CodeSha256: input.Code?.ImageUri, Environment: input.Environment };
      return this.touched();
    },
    UpdateFunctionCode: ({ ImageUri, RevisionId }) => {
      this.settledHead(RevisionId).CodeSha256 = ImageUri;
      return this.touched();
    },
    UpdateFunctionConfiguration: ({ Environment, RevisionId }) => {
      this.settledHead(RevisionId).Environment = Environment;
      return this.touched();
    },
    PublishVersion: ({ RevisionId, Description }) => {
      const head = this.settledHead(RevisionId);
      const last = this.versions.at(-1);
      const unchanged = last?.CodeSha256 === head.CodeSha256 && same(last?.Environment, head.Environment);
      if (last && unchanged) return last;
      const version = { ...structuredClone(head), Version: `${this.next++}`, Description };
      this.versions.push(version);
      return version;
    },
    ListVersionsByFunction: ({ Marker = '0' }) => {
      if (!this.head) throw exception('ResourceNotFoundException');
      const all = [this.head, ...this.versions];
      const from = Number(Marker);
      const NextMarker = from + pageSize < all.length ? `${from + pageSize}` : undefined;
      return { Versions: all.slice(from, from + pageSize), NextMarker };
    },
    DeleteFunction: ({ Qualifier = '' }) => {
      const named = [...this.aliases.values()].some((a) => Qualifier === a.FunctionVersion || Qualifier in weights(a));
      if (named) throw exception('ResourceConflictException');
      if (!this.versions.some((v) => v.Version === Qualifier)) throw exception('ResourceNotFoundException');
      this.versions = this.versions.filter((v) => v.Version !== Qualifier);
      return {};
    },
    GetAlias: ({ Name = '' }) => this.alias(Name),
    CreateAlias: ({ Name = '', FunctionVersion, RoutingConfig }) => {
      if (this.aliases.has(Name)) throw exception('ResourceConflictException');
      return this.setAlias(Name, FunctionVersion, RoutingConfig);
    },
    UpdateAlias: ({ Name = '', FunctionVersion, RoutingConfig, RevisionId }) => {
      const alias = this.alias(Name);
      if (RevisionId !== undefined && RevisionId !== alias.RevisionId) throw exception('PreconditionFailedException');
      // Lambda keeps weights that the update does not mention.
      return this.setAlias(Name, FunctionVersion ?? alias.FunctionVersion, RoutingConfig ?? alias.RoutingConfig);
    },
    DeleteAlias: ({ Name = '' }) => ({ deleted: this.aliases.delete(Name) }),
    Invoke: ({ Payload, Qualifier = '' }) => {
      this.configuration(Qualifier);
      const answer = this.invoke(JSON.parse(new TextDecoder().decode(Payload)), Qualifier);
      if (answer instanceof Error)
        return { FunctionError: 'Unhandled', Payload: bytes({ errorMessage: answer.message }) };
      return { StatusCode: 200, Payload: bytes(answer), ExecutedVersion: Qualifier };
    },
  };

  setAlias(Name: string, FunctionVersion?: string, RoutingConfig?: Input['RoutingConfig']): AliasConfiguration {
    const known = (version?: string) => this.versions.some((v) => v.Version === version);
    const others = Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {});
    if (!known(FunctionVersion) || !others.every(known)) throw exception('ResourceNotFoundException');
    const alias = { Name, FunctionVersion, RoutingConfig, RevisionId: `r${++this.revision}` };
    this.aliases.set(Name, alias);
    return alias;
  }

  private alias(name: string): AliasConfiguration {
    const alias = this.aliases.get(name);
    if (!alias) throw exception('ResourceNotFoundException');
    return alias;
  }

  private configuration(qualifier?: string): FunctionConfiguration {
    const isHead = qualifier === undefined || qualifier === '$LATEST';
    const found = isHead ? this.head : this.versions.find((v) => v.Version === qualifier);
    if (!found) throw exception('ResourceNotFoundException');
    if (isHead) this.pending = Math.max(0, this.pending - 1);
    // What was published ran; only the head can be in the middle of something, or broken.
    const done = isHead ? this.lastUpdate : 'Successful';
    const LastUpdateStatus = isHead && this.pending > 0 ? 'InProgress' : done;
    return { ...found, State: 'Active', LastUpdateStatus, LastUpdateStatusReason: 'the image is gone' };
  }

  private settledHead(revision?: string): FunctionConfiguration {
    if (!this.head) throw exception('ResourceNotFoundException');
    if (this.pending > 0) throw exception('ResourceConflictException');
    if (revision !== undefined && revision !== this.head.RevisionId) throw exception('PreconditionFailedException');
    return this.head;
  }

  private touched(): FunctionConfiguration {
    this.pending = this.looks;
    if (this.head) this.head.RevisionId = `r${++this.revision}`;
    return { ...this.head };
  }
}

function weights(alias: AliasConfiguration): Record<string, number> {
  return alias.RoutingConfig?.AdditionalVersionWeights ?? {};
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
