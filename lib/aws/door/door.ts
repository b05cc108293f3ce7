import { predictionsIn } from '../../core/rollout/answers.ts';
import type { Clock, ObjectStore } from '../../ports.ts';
import { type DoorAnswer, json, refusal } from './answer.ts';
import type { Backend } from './backend.ts';
import { capture } from './capture.ts';
import { counted } from './counted.ts';
import { emfLine } from './emf-line.ts';
import type { LiveRoute } from './live-route.ts';
import type { DoorArm } from './measures.ts';
import { mirror } from './mirror.ts';
import { report, sideOf } from './outcome.ts';
import { type Invocation, readRequest } from './request.ts';
import type { DoorRoute } from './route-document.ts';

export interface DoorParts {
  pipeline: string;
  route: Pick<LiveRoute, 'now'>;
  backend: Backend;
  store: ObjectStore;
  clock: Clock;
  /** Share of the requests that are kept for replays, in percent. */
  capturePercent: number;
  /** Next number in [0, 1). */
  uniform(): number;
  /** Takes a line in the embedded metric format. */
  print(line: string): void;
}

/** What is left of the function's time for everything but the model. */
const ownMs = 1_000;
/** Longest wait for the candidate's answer to a copy: an instance of the door is held up by it, though no caller is. */
const mirrorMs = 10_000;

/**
 * One request of a caller. `send` gives the answer to the caller, at once and whole; what is done for the candidate and the
 * record comes after it, so that neither its time nor its failures are the caller's.
 * @param leftMs milliseconds that the function has left
 */
export async function serve(
  event: unknown,
  parts: DoorParts,
  leftMs: () => number,
  send: (answer: DoorAnswer) => Promise<void>,
): Promise<void> {
  const request = readRequest(event);
  const print = (servable: string, arm: DoorArm, values: Record<string, number>) =>
    parts.print(emfLine({ pipeline: parts.pipeline, servable, arm }, values, parts.clock.now().getTime()));
  switch (request.kind) {
    case 'refused':
      return send(refusal(request.status, request.code, request.sentence));
    case 'ping': {
      const status = await parts.backend.ping(leftMs() - ownMs);
      return send(json(status === 200 ? 200 : 503, { ready: status === 200 }));
    }
    case 'outcomes': {
      const { answer, counts } = report(request.text, await parts.route.now());
      if (counts) print(counts.servable, counts.arm, counts.values);
      return send(answer);
    }
    case 'invocations':
      return invoke(request.invocation, request.header, parts, leftMs, send, print);
  }
}

async function invoke(
  invocation: Invocation,
  header: (name: string) => string | undefined,
  parts: DoorParts,
  leftMs: () => number,
  send: (answer: DoorAnswer) => Promise<void>,
  print: (servable: string, arm: DoorArm, values: Record<string, number>) => void,
): Promise<void> {
  const { backend } = parts;
  const route = await parts.route.now();
  const side = sideFor(route, header);
  const started = performance.now();
  const limitMs = leftMs() - ownMs;
  const answer = await (side.arm === 'candidate'
    ? backend.version(side.servable, invocation, limitMs)
    : backend.live(invocation, limitMs));
  const latencyMs = performance.now() - started;
  await send(answer);
  const predictions = predictionsIn(new TextDecoder().decode(answer.body));
  print(answer.servable ?? side.servable ?? 'none', side.arm, counted(answer.status, latencyMs, predictions));
  if (route?.manner === 'mirrored' && parts.uniform() * 100 < route.candidatePercent) {
    const limit = Math.min(mirrorMs, leftMs() - ownMs);
    if (limit > 0) print(route.candidate, 'candidate', await mirror(backend, route, invocation, answer, limit));
  }
  // A sample: what cannot be kept is let go.
  if (parts.uniform() * 100 < parts.capturePercent)
    await capture(parts.store, invocation, parts.clock.now()).catch(() => {});
}

type Side = { arm: 'candidate'; servable: string } | { arm: Exclude<DoorArm, 'candidate'>; servable: string | null };

/** Who answers. Stable does so through the target, which knows best what it is. */
function sideFor(route: DoorRoute | null, header: (name: string) => string | undefined): Side {
  if (route === null) return { arm: 'live', servable: null };
  if (route.manner === 'mirrored') return { arm: 'stable', servable: route.stable };
  const user = header(route.door.userHeader);
  return user === undefined ? { arm: 'uncounted', servable: route.stable } : sideOf(user, route);
}
