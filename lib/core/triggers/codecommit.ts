import * as z from 'zod';
import { codeChangeSchema } from '../code-change.ts';
import { InputError } from '../errors.ts';
import type { Asked, Trigger, TriggerPlace } from './trigger.ts';

/** Shapes: CodeCommit User Guide, "Monitoring CodeCommit events in Amazon EventBridge"; the parts that we read. */
const ofCodeCommit = z.object({
  source: z.literal('aws.codecommit'),
  'detail-type': z.string(),
  detail: z.looseObject({ event: z.string() }),
});

const referenceChanged = z.object({
  event: z.string(),
  repositoryName: z.string(),
  referenceType: z.string(),
  referenceName: z.string(),
  /** Absent when the reference was deleted. */
  commitId: z.string().optional(),
  callerUserArn: z.string().optional(),
});

const pullRequestChanged = z.object({
  repositoryNames: z.array(z.string()).min(1),
  pullRequestId: z.string(),
  pullRequestStatus: z.string(),
  sourceCommit: z.string(),
  destinationReference: z.string(),
  title: z.string(),
  author: z.string(),
});

const referenceEvents = new Set(['referenceCreated', 'referenceUpdated', 'referenceDeleted']);

/** `pullRequestStatusChanged` is a closing; should CodeCommit ever let one be opened again, its status says so. */
const pullRequestEvents = new Set(['pullRequestCreated', 'pullRequestSourceBranchUpdated', 'pullRequestStatusChanged']);

type Connected = NonNullable<TriggerPlace['repository']>;

export const codecommit: Trigger = {
  name: 'codecommit',
  read(event, { pipeline, repository }) {
    const told = ofCodeCommit.safeParse(event);
    if (!told.success) return undefined;
    const { 'detail-type': type, detail } = told.data;
    if (repository?.host !== 'codecommit') return nothing(`${pipeline} is connected to no CodeCommit repository`);
    if (type === 'CodeCommit Repository State Change' && referenceEvents.has(detail.event)) {
      return ofReference(read(referenceChanged, detail), repository);
    }
    if (type === 'CodeCommit Pull Request State Change' && pullRequestEvents.has(detail.event)) {
      return ofPullRequest(read(pullRequestChanged, detail), repository);
    }
    return nothing(`${detail.event} changes no code`);
  },
};

function ofReference(detail: z.output<typeof referenceChanged>, { name, branch }: Connected): Asked {
  const { event, repositoryName, referenceType, referenceName, commitId } = detail;
  if (referenceType !== 'branch' || repositoryName !== name || referenceName !== branch) {
    return nothing(
      `${referenceType} ${referenceName} of ${repositoryName}, and what is run is branch ${branch} of ${name}`,
    );
  }
  if (event === 'referenceDeleted') return nothing(`branch ${branch} was deleted`);
  const who = detail.callerUserArn === undefined ? '' : nameOfArn(detail.callerUserArn);
  return code({ kind: 'push', repository: name, branch, commit: commitId, pullRequest: null, title: '', author: who });
}

function ofPullRequest(detail: z.output<typeof pullRequestChanged>, { name, branch }: Connected): Asked {
  const { repositoryNames, pullRequestId, pullRequestStatus, destinationReference } = detail;
  if (!repositoryNames.includes(name) || destinationReference !== `refs/heads/${branch}`) {
    const into = `${destinationReference} of ${repositoryNames.join(', ')}`;
    return nothing(`pull request ${pullRequestId} goes into ${into}, and what is run is branch ${branch} of ${name}`);
  }
  if (pullRequestStatus.toLowerCase() !== 'open')
    return nothing(`pull request ${pullRequestId} is ${pullRequestStatus}`);
  const title = detail.title.slice(0, 512);
  return code({
    kind: 'pull_request',
    repository: name,
    branch,
    commit: detail.sourceCommit,
    pullRequest: { number: pullRequestId, title, fork: false },
    title,
    author: nameOfArn(detail.author),
  });
}

/** Whom an ARN names: `Mary_Major` of `arn:aws:sts::123456789012:assumed-role/Admin/Mary_Major`. */
export function nameOfArn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1).slice(0, 128);
}

function code(change: Record<string, unknown>): Asked {
  return {
    ask: 'code',
    change: read(codeChangeSchema, { host: 'codecommit', again: null, ...change }),
  };
}

function nothing(why: string): Asked {
  return { ask: 'nothing', why };
}

function read<T>(schema: z.ZodType<T>, detail: unknown): T {
  const parsed = schema.safeParse(detail);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError('bad-event', `an event of CodeCommit: ${issue?.path.join('.')}: ${issue?.message}`);
}
