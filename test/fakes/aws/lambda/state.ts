import type {
  AliasConfiguration,
  FunctionConfiguration,
  ProvisionedConcurrencyStatusEnum,
} from '@aws-sdk/client-lambda';

export interface Provisioned {
  requested: number;
  status: ProvisionedConcurrencyStatusEnum;
  reason: string | undefined;
  modifiedMs: number;
  /** Timers name it: those of what was asked for before mean nothing. */
  id: string;
}

export interface FakeFunction {
  /** `$LATEST`. */
  head: FunctionConfiguration;
  versions: FunctionConfiguration[];
  aliases: Record<string, AliasConfiguration>;
  /** By version or alias. */
  provisioned: Record<string, Provisioned>;
  nextVersion: number;
}

export interface LambdaSettings {
  /** Until the head of a new or changed function can run. */
  updateSeconds: number;
  /** Until a published version, or one that was woken, can run. */
  activeSeconds: number;
  /** Until provisioned concurrency is ready: minutes. */
  provisionSeconds: number;
  /** How updates, versions and provisioning end from now on. */
  outcome: 'well' | 'failed';
  reason: string;
  /** How many looks at an alias after its change still see it as it was before. */
  staleReads: number;
  pageSize: number;
}

export interface LambdaState {
  settings: LambdaSettings;
  functions: Record<string, FakeFunction>;
  stale: Record<string, { left: number; seen: AliasConfiguration | undefined }>;
  invocations: number;
  nextId: number;
}

export function emptyLambda(settings: Partial<LambdaSettings> = {}): LambdaState {
  const usual: LambdaSettings = {
    updateSeconds: 20,
    activeSeconds: 10,
    provisionSeconds: 90,
    outcome: 'well',
    reason: 'the image is gone',
    staleReads: 0,
    pageSize: 2,
  };
  return { settings: { ...usual, ...settings }, functions: {}, stale: {}, invocations: 0, nextId: 1 };
}
