import type { CodeChange } from '../code-change.ts';
import type { BuildRun } from './run.ts';

/** When the commit was made, in seconds since 1970; 0 where nobody knows, so that equal sources still give equal images. */
export function sourceDateEpoch({ change }: Pick<BuildRun, 'change'>): number {
  return change?.committedAt === undefined ? 0 : Math.floor(Date.parse(change.committedAt) / 1_000);
}

/** Labels by which a registry tells what an image is: github.com/opencontainers/image-spec/blob/main/annotations.md. */
export function imageLabels(run: BuildRun): Record<string, string> {
  const { commit } = run.source;
  return {
    'org.opencontainers.image.created': new Date(sourceDateEpoch(run) * 1_000).toISOString(),
    ...(run.change ? { 'org.opencontainers.image.source': sourceUrl(run.change) } : {}),
    ...(commit === null ? {} : { 'org.opencontainers.image.revision': commit }),
  };
}

export function sourceUrl({ host, repository }: CodeChange): string {
  if (host === 'github') return `https://github.com/${repository}`;
  // A folder of somebody's machine is nobody else's business.
  return host === 'codecommit' ? `codecommit::${repository}` : 'urn:signalbox:local-git';
}
