import { DeleteRepositoryCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { isNamed } from '../../../aws/clients.ts';
import { dollarsEach, prices } from '../../../core/cost/prices.ts';
import type { Found } from '../../../steps/tear-down.ts';
import { allPages } from './all-pages.ts';
import type { Finder, Leftover } from './leftover.ts';

/** Repositories of images, from which releases run; named as `lib/infra/images.ts` does. */
export const images: Finder = async (leftover) => {
  const name = `signalbox/${leftover.place.pipeline}`;
  const found = await Promise.all([name, `${name}-pull-request`].map((one) => lookAt(leftover, one)));
  return found.flatMap((one) => one ?? []);
};

async function lookAt({ aws, region }: Leftover, repositoryName: string): Promise<Found | undefined> {
  const sizes = await allPages(async (nextToken) => {
    const page = await aws.ecr.send(new DescribeImagesCommand({ repositoryName, nextToken }));
    return { found: page.imageDetails?.map((one) => one.imageSizeInBytes ?? 0), next: page.nextToken };
  }).catch(absent);
  if (!sizes) return undefined;
  const gigabytes = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1e9;
  return {
    kind: 'repository',
    name: repositoryName,
    what: `${sizes.length} images, ${gigabytes.toFixed(2)} GB at most: layers that they share count once`,
    dollarsPerMonth: gigabytes * dollarsEach(prices['ecr-storage'], region),
    isData: true,
    remove: async () => {
      await aws.ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true })).catch(absent);
    },
  };
}

function absent(thrown: unknown): undefined {
  if (!isNamed(thrown, 'RepositoryNotFoundException')) throw thrown;
}
