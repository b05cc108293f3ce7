import type { Servable } from '../../core/servable.ts';

/** A pull request scores the champion from where it was built: delivery's repository, not its own. */
export function imageUriOf(
  { repositoryUri }: { repositoryUri: string },
  { imageDigest, imageUri }: Pick<Servable, 'imageDigest' | 'imageUri'>,
): string {
  if (imageUri !== null) return imageUri;
  return `${repositoryUri}@${imageDigest.startsWith('sha256:') ? imageDigest : `sha256:${imageDigest}`}`;
}
