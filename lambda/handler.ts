import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { portsFromEnvironment } from '../lib/aws/ports.ts';
import type { FunctionName } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { failureOf } from './failure.ts';

type Step<Input, Output> = (input: Input, ports: Ports) => Promise<Output>;
type Ready = ReturnType<typeof portsFromEnvironment>;

/**
 * The handler of one step: ports from the environment (once a container), an empty folder for each invocation, a log line
 * before and after. Inputs are ids and keys; the log gets the run id and never the payload.
 */
export function stepHandler<Input, Output>(name: FunctionName, step: Step<Input, Output>, open = portsFromEnvironment) {
  const logger = new Logger({ serviceName: name });
  let ready: Ready | undefined;
  return async (input: Input): Promise<Output> => {
    logger.resetKeys();
    logger.appendKeys(runOf(input));
    const started = performance.now();
    const workDir = await mkdtemp(join(tmpdir(), `${name}-`));
    try {
      ready ??= open(process.env);
      const output = await step(input, ready(workDir));
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

function runOf(input: unknown): { runId?: string } {
  const runId = typeof input === 'object' && input !== null && 'runId' in input ? input.runId : undefined;
  return typeof runId === 'string' ? { runId } : {};
}
