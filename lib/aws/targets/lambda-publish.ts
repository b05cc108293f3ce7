import {
  CreateFunctionCommand,
  type FunctionConfiguration,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { servedEnvironment } from '../../core/environment.ts';
import { ConflictError, InputError } from '../../core/errors.ts';
import type { Servable } from '../../core/servable.ts';
import type { Clock } from '../../ports.ts';
import { isNamed, type LambdaSend, type Sleep } from '../clients.ts';
import { imageUriOf } from './image-uri.ts';
import { type ServedFunction, settingsOf, wearsCode, wearsSettings } from './lambda-settings.ts';
import { conditionOf, listVersions, type PublishedVersion } from './lambda-versions.ts';

/** Changes of settings take a second or two: short enough to wait for. Images take minutes: those are `pending`. */
const looks = 8;
const pauseMs = 2_000;
const longestPauseMs = 5_000;
const attempts = 5;
/** How long a head that another publisher is bringing to its servable is left to it: pulling an image takes minutes. */
const turnMs = 5 * 60_000;
/** A failure that is older is not of this attempt: the image may be had again, or its permission be given by now. */
const failureCountsMs = 15 * 60_000;

interface Work {
  client: LambdaSend;
  served: ServedFunction;
  servable: Servable;
  clock: Clock;
  /** Hash that Lambda gave to the code which this call wrote. */
  wroteCode?: string | undefined;
}

/**
 * The number of the servable's version, or `pending`. Where there is none, brings the function's head to the servable and
 * publishes it. Each write names the revision that it saw, so that two publishers cannot mix their code and settings.
 * @throws InputError `not-ready` when Lambda gives up on the servable's image
 */
export async function publish(
  client: LambdaSend,
  served: ServedFunction,
  servable: Servable,
  time: { clock: Clock; sleep: Sleep },
): Promise<{ version: string } | 'pending'> {
  const { clock, sleep } = time;
  const work: Work = { client, served, servable, clock };
  let refused = 0;
  for (let look = 1; look <= looks; look += 1) {
    try {
      const now = await advance(work);
      if (typeof now === 'object') return now;
      // After a write a first look at once: Lambda may be done with it.
      if (now === 'busy') await sleep(pauseMs);
    } catch (error) {
      if (!isNamed(error, 'PreconditionFailedException', 'ResourceConflictException')) throw error;
      refused += 1;
      if (refused === attempts) throw contended(served, servable);
      await sleep(Math.min(1_000 * refused, longestPauseMs));
    }
  }
  return 'pending';
}

/** One step towards the version: at most one write, against the revision of the look before it. */
async function advance(work: Work): Promise<{ version: string } | 'busy' | 'wrote'> {
  const { client, served, servable } = work;
  const head = await conditionOf(client, served.functionName);
  // After the look at the head: who published it since then has changed the revision that we write against.
  const versions = await listVersions(client, served.functionName);
  const existing = versions.findLast(({ servableId }) => servableId === servable.id);
  if (existing !== undefined) return { version: existing.version };
  switch (head.state) {
    case 'busy':
      return 'busy';
    case 'absent':
      await create(work);
      return 'wrote';
    case 'failed':
      if (failedOn(work, head.is))
        throw new InputError('not-ready', `${served.functionName} cannot run ${servable.id}: ${head.reason}`);
      // A head that somebody's broken image left behind is as good as any, but takes nothing before another image.
      await updateCode(work, head.is);
      return 'wrote';
    case 'usable':
      // Settings first: they name the servable, so that others know whose turn it is, and whose a later failure.
      if (isAnothersTurn(work, head.is, versions)) return 'busy';
      if (!wearsSettings(head.is, served, servable)) await updateSettings(work, head.is);
      else if (!hasCode(work, head.is)) await updateCode(work, head.is);
      else return publishHead(work, head.is);
      return 'wrote';
  }
}

function hasCode({ served, servable, wroteCode }: Work, head: FunctionConfiguration): boolean {
  return wearsCode(head, served, servable) || (wroteCode !== undefined && head.CodeSha256 === wroteCode);
}

/** Whether it was this servable that Lambda gave up on, in this call or in one shortly before. */
function failedOn({ served, servable, clock, wroteCode }: Work, head: FunctionConfiguration): boolean {
  if (wroteCode !== undefined) return true;
  const old = clock.now().getTime() - Date.parse(head.LastModified ?? '') > failureCountsMs;
  return wearsSettings(head, served, servable) && !old;
}

/** Whoever began would never end, did others begin anew each time; who is gone for good does not hold them up for long. */
function isAnothersTurn({ servable, clock }: Work, head: FunctionConfiguration, versions: PublishedVersion[]): boolean {
  const theirs = head.Environment?.Variables?.[servedEnvironment.servable];
  if (theirs === undefined || theirs === servable.id) return false;
  const published = versions.some(({ servableId }) => servableId === theirs);
  return !published && clock.now().getTime() - Date.parse(head.LastModified ?? '') < turnMs;
}

async function create(work: Work): Promise<void> {
  const { client, served, servable } = work;
  const Code = { ImageUri: imageUriOf(served, servable) };
  const what = { ...settingsOf(served, servable), PackageType: 'Image' as const, Code };
  work.wroteCode = (await client.send(new CreateFunctionCommand(what))).CodeSha256 ?? '';
}

async function updateCode(work: Work, { RevisionId }: FunctionConfiguration): Promise<void> {
  const { client, served, servable } = work;
  const { functionName: FunctionName, architecture } = served;
  const code = { ImageUri: imageUriOf(served, servable), Architectures: [architecture], RevisionId };
  work.wroteCode = (await client.send(new UpdateFunctionCodeCommand({ FunctionName, ...code }))).CodeSha256 ?? '';
}

async function updateSettings(
  { client, served, servable }: Work,
  { RevisionId }: FunctionConfiguration,
): Promise<void> {
  const { Architectures: _, ...settings } = settingsOf(served, servable);
  await client.send(new UpdateFunctionConfigurationCommand({ ...settings, RevisionId }));
}

async function publishHead(
  { client, served, servable }: Work,
  { CodeSha256, RevisionId }: FunctionConfiguration,
): Promise<{ version: string } | 'busy'> {
  const what = { FunctionName: served.functionName, CodeSha256, RevisionId, Description: servable.id };
  const { Version: version } = await client.send(new PublishVersionCommand(what));
  return version === undefined ? 'busy' : { version };
}

function contended({ functionName }: ServedFunction, { id }: Servable): ConflictError {
  return new ConflictError(
    'foreign-writer',
    `Somebody else keeps changing ${functionName}: ${id} could not be published in ${attempts} attempts.`,
  );
}
