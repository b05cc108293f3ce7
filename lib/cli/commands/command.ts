import type { Command } from 'commander';
import type { Assumptions } from '../../core/cost/assumptions.ts';
import type { Region } from '../../core/cost/prices.ts';
import type { DataFormat } from '../../core/data-format.ts';
import type { binnings } from '../../core/drift/binnings/registry.ts';
import type { Clock } from '../../ports.ts';
import type { Exit } from '../exit-codes.ts';
import type { Here } from '../here.ts';
import type { Place } from '../place.ts';
import type { Printer } from '../print/printer.ts';
import type { Every } from '../progress/live.ts';

/** Every option of every command, as the parser leaves it. */
export interface CliOptions extends Partial<Assumptions> {
  store: string;
  pipeline?: string;
  json?: boolean;
  data?: string[];
  trigger?: 'data' | 'push' | 'manual' | 'pull_request';
  commit?: string;
  base?: string;
  message?: string;
  contract?: string;
  format?: string;
  output?: string;
  statistics?: string;
  allowUnsupported?: boolean;
  table?: string;
  explain?: boolean;
  parameter?: string[];
  failedRows?: string;
  workers?: number;
  baseline?: string[];
  history?: string[];
  reference?: string[];
  current?: string[];
  binning?: keyof typeof binnings;
  method?: string;
  threshold?: number;
  minRows?: number;
  maxDriftedShare?: number;
  type?: DataFormat['type'];
  delimiter?: string;
  encoding?: DataFormat['encoding'];
  compression?: DataFormat['compression'];
  reason?: string;
  limit?: number;
  all?: boolean;
  target?: string;
  to?: string;
  overwrite?: boolean;
  requests?: number;
  here?: boolean;
  name?: string;
  task?: 'classification' | 'regression';
  force?: boolean;
  repository?: string;
  branch?: string;
  check?: string;
  tokenEnv?: string;
  webhookUrl?: string;
  apiUrl?: string;
  template?: string;
  region?: Region;
  like?: string;
  yes?: string;
  withData?: boolean;
}

/** Hears of Ctrl-C and of a closed terminal while it is asked to; answering false ends the process at once, as does a second Ctrl-C. */
export type OnInterrupt = (call: () => boolean) => { stop(): void };

/** What a command may use. */
export interface Session {
  place: Place;
  here: Here;
  print: Printer;
  clock: Clock;
  every: Every;
  onInterrupt: OnInterrupt;
  sleep: (milliseconds: number) => Promise<void>;
  /** Variables of the environment, for secrets, which have no place on a command line. */
  env: Record<string, string | undefined>;
}

/** One command; one file each, named as the word on the command line. */
export interface CliCommand {
  name: string;
  summary: string;
  examples: string[];
  /** What it can end with; its help lists them. */
  exits: Exit[];
  /** Only looks, or ends things: goes on, with a warning, when what was left behind could not be mended. */
  harmless: boolean;
  /** Asks nothing of a deployed pipeline, so `--pipeline` is not offered. @default it is */
  hereOnly?: true;
  /** Declares arguments and options. */
  configure(command: Command): void;
  /** Does it and prints the result; `args` in the order declared. */
  act(session: Session, args: string[], options: CliOptions): Promise<Exit>;
}
