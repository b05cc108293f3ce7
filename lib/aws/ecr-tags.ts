import { BatchGetImageCommand, type ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { ConflictError, InternalError } from '../core/errors.ts';
import type { ImageTags } from '../ports.ts';
import { isNamed } from './clients.ts';

type EcrSend = Pick<ECRClient, 'send'>;

/** What Lambda can run, and so what the image builds push. */
const acceptedMediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** Tags in one repository of ECR: the same manifest put again under another tag, which copies nothing. */
export class EcrTags implements ImageTags {
  readonly #ecr: EcrSend;
  readonly #repository: { registryId: string; repositoryName: string };

  /** `repositoryUri`: `<account>.dkr.ecr.<region>.amazonaws.com/<name>` */
  constructor(ecr: EcrSend, repositoryUri: string) {
    const slash = repositoryUri.indexOf('/');
    const [registryId = ''] = repositoryUri.split('.');
    this.#ecr = ecr;
    this.#repository = { registryId, repositoryName: repositoryUri.slice(slash + 1) };
  }

  async tag(digest: string, tags: string[]): Promise<void> {
    const manifest = await this.#manifest(digest);
    for (const tag of tags) await this.#put(digest, tag, manifest);
  }

  async #manifest(digest: string) {
    const asked = { ...this.#repository, imageIds: [{ imageDigest: digest }], acceptedMediaTypes };
    const { images = [] } = await this.#ecr.send(new BatchGetImageCommand(asked));
    const { imageManifest, imageManifestMediaType } = images[0] ?? {};
    if (imageManifest) return { imageManifest, imageManifestMediaType };
    const { repositoryName } = this.#repository;
    throw new InternalError('image-gone', `the image ${digest} is not in the repository ${repositoryName} any more`);
  }

  async #put(
    digest: string,
    tag: string,
    manifest: { imageManifest: string; imageManifestMediaType?: string | undefined },
  ) {
    try {
      await this.#ecr.send(
        new PutImageCommand({ ...this.#repository, ...manifest, imageTag: tag, imageDigest: digest }),
      );
    } catch (error) {
      // It has this tag already: from an earlier call, or from one at the same time.
      if (isNamed(error, 'ImageAlreadyExistsException')) return;
      if (!isNamed(error, 'ImageTagAlreadyExistsException')) throw error;
      const { repositoryName } = this.#repository;
      throw new ConflictError('tag-taken', `the tag ${tag} of ${repositoryName} is on another image than ${digest}`, {
        cause: error,
      });
    }
  }
}
