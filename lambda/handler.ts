import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { runIdsIn } from '../lib/core/run.ts';
import type { FunctionName } from '../lib/core/step-io.ts';
import { failureOf } from './failure.ts';

type Open<Opened> = (env: Record<string, string | undefined>) => (workDir: string) => Opened;

/** What Lambda tells of an invocation; the part that we read. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

/** Of an invocation: what is left of its time, and where it may say more than that it is done. */
export interface Around {
  invocation: Invocation | undefined;
  logger: Logger;
}

/**
 * The handler of a function: ports from the environment (once a container), an empty folder for each invocation, a log line
 * before and after. Inputs are ids and keys; the log gets the run id and never the payload.
 */
export function functionHandler<Input, Output, Opened>(
  name: FunctionName,
  step: (input: Input, ports: Opened, around: Around) => Promise<Output>,
  open: Open<Opened>,
) {
  const logger = new Logger({ serviceName: name });
  let ready: ReturnType<Open<Opened>> | undefined;
  return async (input: Input, invocation?: Invocation): Promise<Output> => {
    logger.resetKeys();
    logger.appendKeys(runOf(input));
    const started = performance.now();
    const workDir = await mkdtemp(join(tmpdir(), `${name}-`));
    try {
      ready ??= open(process.env);
      const output = await step(input, ready(workDir), { invocation, logger });
      logger.info('done', { milliseconds: Math.round(performance.now() - started) });
      return output;
    } catch (error) {
      const failure = failureOf(error);
      logger.error('failed', failure);
      throw failure;
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  };
}

/** The run that an input is of: by its id, or by the execution that ended, in an event or in a call. */
function runOf(input: unknown): { runId?: string } {
  const { runId, executionArn, detail } = fieldsOf(input);
  if (typeof runId === 'string') return { runId };
  const arn = executionArn ?? fieldsOf(detail).executionArn;
  const [named] = typeof arn === 'string' ? runIdsIn(arn) : [];
  return named === undefined ? {} : { runId: named };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
