import { InvokeCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { LambdaSend } from '../../aws/clients.ts';
import type { DeployedPlace } from '../../core/deployed-place.ts';
import { ConflictError, InputError, InternalError, UsageError } from '../../core/errors.ts';
import type { OperateOutput, OperateRequest } from '../../core/operation.ts';

const operateAnswer: z.ZodType<OperateOutput> = z.object({
  progress: z.enum(['done', 'pending']),
  waitSeconds: z.number(),
  sentence: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
const failedFunction = z.object({ errorType: z.string(), errorMessage: z.string() });

/** The pipeline does it itself, so that a connection that breaks leaves nothing half-way. */
export async function operateThere(
  { functions, pipeline }: DeployedPlace,
  lambda: LambdaSend,
  asked: OperateRequest,
): Promise<OperateOutput> {
  const FunctionName = functions.operate;
  if (FunctionName === undefined)
    throw new UsageError('no-operate', `${pipeline} was deployed by an older version: deploy it anew`);
  const Payload = new TextEncoder().encode(JSON.stringify(asked));
  const answered = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
  const answer: unknown = JSON.parse(new TextDecoder().decode(answered.Payload));
  if (answered.FunctionError === undefined) return operateAnswer.parse(answer);
  throw failureOf(answer, answered.FunctionError);
}

/** Our own error again, out of how a function failed. */
function failureOf(answer: unknown, functionError: string): Error {
  const { errorType = '', errorMessage = functionError } = failedFunction.safeParse(answer).data ?? {};
  const [, code = 'operate-failed', sentence = errorMessage] = /^([a-z][a-z0-9-]+): (.*)$/s.exec(errorMessage) ?? [];
  const kinds = { UsageError, InputError, ConflictError };
  const Kind = Object.hasOwn(kinds, errorType) ? kinds[errorType as keyof typeof kinds] : InternalError;
  return new Kind(code, sentence);
}
