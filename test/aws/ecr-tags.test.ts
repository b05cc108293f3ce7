import { BatchGetImageCommand, type ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { EcrTags } from '../../lib/aws/ecr-tags.ts';

const digest = `sha256:${'d'.repeat(64)}`;
const uri = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/signalbox/iris';
const named = (name: string) => Object.assign(new Error(name), { name });

/** ECR with one image: tags never move but `latest`. */
function registry() {
  const tags = new Map<string, string>();
  const send = async (command: unknown) => {
    if (command instanceof BatchGetImageCommand) {
      expect(command.input).toMatchObject({ registryId: '111111111111', repositoryName: 'signalbox/iris' });
      const known = command.input.imageIds?.[0]?.imageDigest === digest;
      return { images: known ? [{ imageManifest: '{}', imageManifestMediaType: 'oci' }] : [] };
    }
    if (!(command instanceof PutImageCommand)) throw new Error('unknown command');
    const { imageTag = '', imageDigest = '' } = command.input;
    if (tags.get(imageTag) === imageDigest) throw named('ImageAlreadyExistsException');
    if (tags.has(imageTag) && imageTag !== 'latest') throw named('ImageTagAlreadyExistsException');
    tags.set(imageTag, imageDigest);
    return {};
  };
  return { tags, images: new EcrTags({ send } as unknown as ECRClient, uri) };
}

test('an image gets its tags, also when it is asked for twice and at once', async () => {
  const { tags, images } = registry();
  await Promise.all([images.tag(digest, ['1.2.0', 'latest']), images.tag(digest, ['1.2.0', 'latest'])]);
  await images.tag(digest, ['1.2.0', 'latest']);
  expect([...tags]).toEqual([
    ['1.2.0', digest],
    ['latest', digest],
  ]);
});

test('`latest` moves on, and a version that another image has is a conflict that names it', async () => {
  const { tags, images } = registry();
  tags.set('latest', 'sha256:older').set('1.2.0', 'sha256:other');
  await images.tag(digest, ['latest']);
  expect(tags.get('latest')).toBe(digest);
  await expect(images.tag(digest, ['1.2.0'])).rejects.toMatchObject({ name: 'ConflictError', code: 'tag-taken' });
});

test('an image that is gone is told by its digest', async () => {
  await expect(registry().images.tag('sha256:gone', ['latest'])).rejects.toThrow(
    /sha256:gone is not in the repository/,
  );
});
