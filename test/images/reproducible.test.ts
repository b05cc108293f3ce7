import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const docker = (...words: string[]) => spawnSync('docker', words, { encoding: 'utf8' });
const iris = join(import.meta.dirname, '../../examples/iris');

/** Why no image can be built here, in words; undefined where one can. */
function missing(): string | undefined {
  if (process.env.SIGNALBOX_BUILD_IMAGES !== '1') return 'SIGNALBOX_BUILD_IMAGES=1 is not set: it downloads images';
  const { status, error, stderr } = docker('info');
  return status === 0 ? undefined : `there is no Docker daemon: ${error?.message ?? stderr.trim().split('\n').at(-1)}`;
}

const reason = missing();
if (reason) console.log(`reproducible image: skipped, ${reason}`);
const whereBuilt = reason ? test.skip : test;

/** The digest of one build from nothing, as the image project builds it. */
function digestOf(folder: string, name: string): string {
  const metadata = join(folder, `${name}.json`);
  const words = ['--no-cache', '--provenance=false', '--sbom=false', '--build-arg', 'SOURCE_DATE_EPOCH=0'];
  const output = `type=oci,dest=${join(folder, `${name}.tar`)},oci-mediatypes=true,rewrite-timestamp=true`;
  const built = docker(
    'buildx',
    'build',
    '--builder',
    'signalbox-test',
    ...words,
    '--metadata-file',
    metadata,
    '--output',
    output,
    iris,
  );
  expect({ status: built.status, stderr: built.status === 0 ? '' : built.stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(readFileSync(metadata, 'utf8'))['containerimage.digest'];
}

whereBuilt(
  'the same source and lock give the same image, twice from nothing',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-image-'));
    docker('buildx', 'create', '--name', 'signalbox-test', '--driver', 'docker-container');
    try {
      expect(digestOf(folder, 'first')).toBe(digestOf(folder, 'second'));
    } finally {
      docker('buildx', 'rm', 'signalbox-test');
      rmSync(folder, { recursive: true, force: true });
    }
  },
  1_800_000,
);
