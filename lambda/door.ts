import type { Writable } from 'node:stream';
import { type DoorAnswer, refusal } from '../lib/aws/door/answer.ts';
import { serve } from '../lib/aws/door/door.ts';
import { openDoor } from '../lib/aws/door/door-parts.ts';
import { SignalboxError } from '../lib/core/errors.ts';
import type { Invocation } from './handler.ts';

/** What Lambda's runtime gives to functions that stream: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
declare const awslambda: {
  streamifyResponse(handler: (event: unknown, stream: Writable, context: Invocation) => Promise<void>): unknown;
  HttpResponseStream: { from(stream: Writable, prelude: object): Writable };
};

const parts = openDoor(process.env);

/**
 * The one address of a model. The answer is streamed and ended before the copy of a mirrored request is sent: the caller has it,
 * and the instance goes on. Another invocation of ourselves would do as well, but takes bodies of 1 MB, costs one more call on
 * the caller's time and forgets what stable answered.
 */
export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
  let sent = false;
  const send = async (answer: DoorAnswer) => {
    sent = true;
    await written(stream, answer);
  };
  try {
    await serve(event, await parts(), () => context.getRemainingTimeInMillis(), send);
  } catch (thrown) {
    // Only our own sentences are known to quote nothing.
    const message = thrown instanceof SignalboxError ? `${thrown.code}: ${thrown.message}` : 'a service did not answer';
    const error = thrown instanceof Error ? thrown.name : 'Error';
    console.log(JSON.stringify({ level: 'ERROR', service: 'door', error, message }));
    if (!sent) await send(refusal(503, 'unavailable', 'The front door cannot serve now.'));
  }
});

/** Resolves once it is handed over, also to a caller who has gone. */
function written(stream: Writable, { status: statusCode, body, contentType, servable }: DoorAnswer): Promise<void> {
  const headers = {
    ...(contentType === null ? {} : { 'content-type': contentType }),
    ...(servable === null ? {} : { 'x-signalbox-servable': servable }),
  };
  const response = awslambda.HttpResponseStream.from(stream, { statusCode, headers });
  return new Promise((resolve) => {
    response.once('error', () => resolve());
    // The status goes before the first write, and only that: `end` with a body is none.
    response.write(body);
    response.end(() => resolve());
  });
}
