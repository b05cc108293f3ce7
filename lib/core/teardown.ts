/** One thing that is there still when the stack, or the command, is gone. */
export interface Remain {
  /** `function`, `endpoint`, `bucket`… */
  kind: string;
  name: string;
  /** What it is there for, or holds. */
  what: string;
  /** While nobody uses it; null: it is not known. */
  dollarsPerMonth: number | null;
  /** Data, releases and their evidence, which cannot be made again. */
  isData: boolean;
}

export interface TeardownRequest {
  /** The name of what is taken down, once more; absent: nothing is deleted. */
  yes?: string | undefined;
  /** Data and releases too. */
  withData: boolean;
}

/** What is left, and what of it was deleted just now. */
export interface Teardown {
  /** What `yes` has to say. */
  name: string;
  remains: Remain[];
  /** Of what has a price. */
  dollarsPerMonth: number;
  /** Names; empty where nothing was asked to be deleted. */
  removed: string[];
  /** Why nothing can be deleted yet; null: it can. */
  blocked: string | null;
}
