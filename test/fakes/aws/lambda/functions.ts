import type {
  CreateFunctionCommandInput,
  DeleteFunctionCommandInput,
  FunctionConfiguration,
  GetFunctionConfigurationCommandInput,
  ListVersionsByFunctionCommandInput,
  PublishVersionCommandInput,
  UpdateFunctionCodeCommandInput,
  UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import {
  arnOf,
  checkRevision,
  conflict,
  functionOf,
  invalid,
  type LambdaContext,
  nameOf,
  revision,
  versionOf,
  weightsOf,
} from './context.ts';
import type { FakeFunction } from './state.ts';

/** Heads and versions. A head that changes is busy for a while, and refuses what comes meanwhile. */
export const functionOperations = {
  GetFunctionConfiguration: (context: LambdaContext, input: GetFunctionConfigurationCommandInput) => {
    const found = functionOf(context, input.FunctionName);
    const { Qualifier } = input;
    const version = found.aliases[Qualifier ?? '']?.FunctionVersion ?? Qualifier;
    return versionOf(found, nameOf(input.FunctionName), version);
  },

  CreateFunction: (context: LambdaContext, { FunctionName = '', Code, ...input }: CreateFunctionCommandInput) => {
    if (context.state.functions[FunctionName]) throw conflict(`Function already exist: ${FunctionName}`);
    const head: FunctionConfiguration = {
      FunctionName,
      FunctionArn: arnOf(FunctionName),
      Version: '$LATEST',
      Role: input.Role,
      Timeout: input.Timeout ?? 3,
      MemorySize: input.MemorySize ?? 128,
      PackageType: input.PackageType,
      Architectures: input.Architectures,
      Environment: { Variables: input.Environment?.Variables },
      DeadLetterConfig: input.DeadLetterConfig,
      CodeSha256: Code?.ImageUri,
      State: 'Pending',
    };
    context.state.functions[FunctionName] = { head, versions: [], aliases: {}, provisioned: {}, nextVersion: 1 };
    return touched(context, FunctionName, head);
  },

  UpdateFunctionCode: (context: LambdaContext, input: UpdateFunctionCodeCommandInput) => {
    const { head } = settledHead(context, input.FunctionName, input.RevisionId);
    head.CodeSha256 = input.ImageUri;
    if (input.Architectures) head.Architectures = input.Architectures;
    return touched(context, nameOf(input.FunctionName), head);
  },

  UpdateFunctionConfiguration: (context: LambdaContext, input: UpdateFunctionConfigurationCommandInput) => {
    const { FunctionName, RevisionId, Environment, Role, Timeout, MemorySize, DeadLetterConfig } = input;
    const { head } = settledHead(context, FunctionName, RevisionId);
    const told = { Environment, Role, Timeout, MemorySize, DeadLetterConfig };
    Object.assign(head, Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)));
    return touched(context, nameOf(FunctionName), head);
  },

  PublishVersion: (context: LambdaContext, input: PublishVersionCommandInput) => {
    const found = settledHead(context, input.FunctionName, input.RevisionId);
    const { head } = found;
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== head.CodeSha256)
      throw invalid(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${head.CodeSha256}).`,
      );
    const last = found.versions.at(-1);
    if (last && same(last, head)) return last;
    const Version = `${found.nextVersion++}`;
    const FunctionArn = arnOf(nameOf(input.FunctionName), Version);
    const Description = input.Description ?? head.Description;
    const RevisionId = revision(context.state);
    const version: FunctionConfiguration = { ...head, Version, FunctionArn, Description, RevisionId, State: 'Pending' };
    version.LastModified = new Date(context.nowMs).toISOString().replace('Z', '+0000');
    found.versions.push(version);
    activate(context, nameOf(input.FunctionName), version);
    return version;
  },

  ListVersionsByFunction: (context: LambdaContext, { FunctionName, Marker }: ListVersionsByFunctionCommandInput) => {
    const { head, versions } = functionOf(context, FunctionName);
    const all = [head, ...versions];
    const from = Number(Marker ?? 0);
    const to = from + context.state.settings.pageSize;
    return { Versions: all.slice(from, to), NextMarker: to < all.length ? `${to}` : undefined };
  },

  /** Without a qualifier the whole function goes. */
  DeleteFunction: (context: LambdaContext, { FunctionName, Qualifier }: DeleteFunctionCommandInput) => {
    const found = functionOf(context, FunctionName);
    if (Qualifier === undefined) {
      delete context.state.functions[nameOf(FunctionName)];
      return {};
    }
    const users = Object.values(found.aliases).filter(
      (one) => one.FunctionVersion === Qualifier || Qualifier in weightsOf(one),
    );
    if (users.length > 0) throw conflict(`Version ${Qualifier} is referenced by the alias ${users[0]?.Name}.`);
    if (Qualifier === '$LATEST') throw invalid('$LATEST version cannot be deleted without deleting the function.');
    versionOf(found, nameOf(FunctionName), Qualifier);
    found.versions = found.versions.filter(({ Version }) => Version !== Qualifier);
    delete found.provisioned[Qualifier];
    return {};
  },
};

/** On its way to Active, or to Failed. */
export function activate({ state, after }: LambdaContext, functionName: string, version: FunctionConfiguration): void {
  const { Version = '', RevisionId = '' } = version;
  version.State = 'Pending';
  after(state.settings.activeSeconds, { type: 'active', functionName, version: Version, revision: RevisionId });
}

function settledHead(context: LambdaContext, functionName: string | undefined, told: string | undefined): FakeFunction {
  const found = functionOf(context, functionName);
  const { State, LastUpdateStatus, RevisionId, FunctionArn } = found.head;
  const busy =
    State === 'Pending' ? 'The function is currently in the following state: Pending' : 'An update is in progress';
  if (State === 'Pending' || LastUpdateStatus === 'InProgress')
    throw conflict(`The operation cannot be performed at this time. ${busy} for resource: ${FunctionArn}`);
  checkRevision(told, RevisionId);
  return found;
}

function touched({ state, nowMs, after }: LambdaContext, functionName: string, head: FunctionConfiguration) {
  head.RevisionId = revision(state);
  head.LastModified = new Date(nowMs).toISOString().replace('Z', '+0000');
  head.LastUpdateStatus = 'InProgress';
  const timer = { type: 'updated' as const, functionName, version: '$LATEST', revision: head.RevisionId };
  after(state.settings.updateSeconds, timer);
  return head;
}

/** PublishVersion makes nothing new of the same code with the same settings. */
function same(a: FunctionConfiguration, b: FunctionConfiguration): boolean {
  const content = ({ CodeSha256, Environment, Role, Timeout, MemorySize, DeadLetterConfig }: FunctionConfiguration) =>
    JSON.stringify([CodeSha256, Environment?.Variables, Role, Timeout, MemorySize, DeadLetterConfig]);
  return content(a) === content(b);
}
