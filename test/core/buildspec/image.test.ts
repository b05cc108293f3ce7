import type { BuildRun } from '../../../lib/core/buildspec/run.ts';
import { scanSchema } from '../../../lib/core/image-scan/findings.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { Builder, buildspecOf, policy, run } from './builder.ts';

const digest = `sha256:${'d'.repeat(64)}`;
const rival = `sha256:${'e'.repeat(64)}`;

let builder: Builder;
beforeEach(() => {
  builder = new Builder();
  builder.environment = { CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:eu-west-1:1:build/image:42' };
  builder.write('requirements.txt', 'pinned\n');
  builder.standIn('uname', 'echo aarch64');
  registry();
  docker();
});
afterEach(() => builder.remove());

/** ECR with the tags that are files in `tags/`, and S3. */
function registry(given: { scan?: string; put?: string } = {}): void {
  builder.standIn(
    'aws',
    `all="$*"
while [ $# -gt 0 ]; do case $1 in --key) key=$2;; --body) body=$2;; --image-tag) tag=$2;; --image-digest) as=$2;; --image-ids) id=$2;; esac; shift; done
mkdir -p ${builder.folder}/tags
case $all in
  *put-object*) cp "$body" "${builder.folder}/stored/\${key//\\//_}" ;;
  *describe-images*) cat "${builder.folder}/tags/\${id#imageTag=}" 2> /dev/null || { echo "An error (ImageNotFoundException)" >&2; exit 254; } ;;
  *imageManifestMediaType*) echo application/vnd.oci.image.manifest.v1+json ;;
  *batch-get-image*) echo '{"manifest": 1}' ;;
  *put-image*) ${given.put ?? ''}
    [ ! -f "${builder.folder}/tags/$tag" ] || { echo "An error (ImageTagAlreadyExistsException)" >&2; exit 254; }
    echo "$as" > "${builder.folder}/tags/$tag" ;;
  *describe-image-scan-findings*) ${given.scan ?? 'exit 9'} ;;
  *get-login-password*) echo password ;;
  *) exit 9 ;;
esac`,
  );
}

function docker(user = '10001', evidence = true): void {
  const bill = {
    predicate: { spdxVersion: 'SPDX-2.3', creationInfo: { created: 'now' }, documentNamespace: 'random' },
  };
  const made = { predicate: { materials: [{ uri: 'pkg:docker/python@3.11', digest: { sha256: 'c'.repeat(64) } }] } };
  builder.standIn(
    'docker',
    `case "$*" in
  login*) cat > /dev/null ;;
  *imagetools*) echo '{"config":{"User":"${user}"}}' ;;
  *type=local*) ${evidence ? '' : 'exit 1'}
    mkdir -p ${builder.folder}/evidence
    echo '${JSON.stringify(bill)}' > ${builder.folder}/evidence/sbom.spdx.json
    echo '${JSON.stringify(made)}' > ${builder.folder}/evidence/provenance.json ;;
  *type=image*) echo "epoch $SOURCE_DATE_EPOCH" >> ${builder.folder}/calls; echo '{"containerimage.digest":"${digest}"}' > ${builder.folder}/build.json ;;
esac`,
  );
}

const image = (given: Partial<BuildRun> = {}, failOn = 'never') =>
  builder.build(buildspecOf(policy({ image: { failOn } }), 'image', given));
const built = () => JSON.parse(builder.stored(layout.image(run.runId)) ?? 'null') as unknown;
const failure = () => builder.stored(layout.log(run.runId, 'image-failure'));
const evidence = (key: string) => JSON.parse(builder.stored(key) ?? 'null');
const hex = digest.slice(7);
const tags = { content: `${run.imageTag}-arm64`, commit: `commit-${run.source.commit}-arm64` };

test('an image is built for one platform, pushed without a name, and named by content and commit', () => {
  expect(image()).toMatchObject({ status: 0 });
  const calls = builder.calls();
  const build = calls.split('\n').find((call) => call.includes('type=image')) ?? '';
  for (const part of [
    '--platform linux/arm64',
    '--provenance=false --sbom=false',
    'push-by-digest=true',
    'rewrite-timestamp=true',
    '--label org.opencontainers.image.created=2026-11-23T10:00:00.000Z',
    '--label org.opencontainers.image.source=https://github.com/octo/iris',
    `--label org.opencontainers.image.revision=${run.source.commit}`,
    '--cache-from type=registry,ref=1.dkr.ecr.eu-west-1.amazonaws.com/models/iris:cache-arm64',
    'cache-arm64,mode=max,image-manifest=true,oci-mediatypes=true',
  ])
    expect(build).toContain(part);
  expect(calls).toContain(`epoch ${Date.parse('2026-11-23T10:00:00Z') / 1_000}\n`);
  expect([builder.read(`tags/${tags.content}`), builder.read(`tags/${tags.commit}`)]).toEqual([
    `${digest}\n`,
    `${digest}\n`,
  ]);
  expect(built()).toEqual({
    kind: 'image',
    digest,
    uri: `1.dkr.ecr.eu-west-1.amazonaws.com/models/iris@${digest}`,
    tag: tags.content,
  });
});

test('a bill of materials and a provenance are kept under the digest, the same for the same image', () => {
  image();
  const bill = builder.stored(layout.imageSbom(hex));
  expect(JSON.parse(bill ?? '')).toEqual({
    spdxVersion: 'SPDX-2.3',
    creationInfo: { created: '2026-11-23T10:00:00Z' },
    documentNamespace: `urn:signalbox:sbom:${hex}`,
  });
  expect(evidence(layout.imageProvenance(hex))).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    subject: [{ name: '1.dkr.ecr.eu-west-1.amazonaws.com/models/iris', digest: { sha256: hex } }],
    predicate: {
      buildDefinition: {
        resolvedDependencies: [
          { uri: layout.source(run.source.digest), digest: { sha256: run.source.digest } },
          { uri: 'https://github.com/octo/iris', digest: { gitCommit: run.source.commit } },
          { name: 'requirements.txt' },
          { uri: 'pkg:docker/python@3.11', digest: { sha256: 'c'.repeat(64) } },
        ],
      },
      runDetails: { builder: { id: 'arn:aws:codebuild:eu-west-1:1:build/image' } },
    },
  });
});

test('content that was built before is adopted by its digest, and gets the name of this commit too', () => {
  image();
  builder.standIn('docker', 'exit 9');
  const other = '2'.repeat(40);
  expect(image({ source: { ...run.source, commit: other } })).toMatchObject({ status: 0 });
  expect(builder.read(`tags/commit-${other}-arm64`)).toBe(`${digest}\n`);
});

test('of two builds at once the first name stands, and the other adopts its image', () => {
  registry({ put: `[ -f ${'$'}{0%/bin/*}/tags/$tag ] || echo "${rival}" > ${'$'}{0%/bin/*}/tags/$tag` });
  expect(image()).toMatchObject({ status: 0 });
  expect(built()).toMatchObject({ digest: rival });
});

test('an image that runs as root is refused before it gets a name, and the run is told why', () => {
  for (const user of ['', 'root', '0:0']) {
    docker(user);
    expect(image().status).toBe(1);
    expect(failure()).toBe('the image runs as root: its Dockerfile needs a USER');
    expect(builder.has(`tags/${tags.content}`)).toBe(false);
  }
});

test('an image without its papers gets no name, and one of a pull request needs none', () => {
  docker('10001', false);
  expect(image().status).toBe(1);
  expect(builder.has(`tags/${tags.content}`)).toBe(false);
  expect(image({ machine: 'pull_request' }).status).toBe(0);
  expect(builder.stored(layout.imageSbom(hex))).toBeUndefined();
});

test('trouble of the registry is no absence: nothing is built, and its words are the reason', () => {
  builder.standIn(
    'aws',
    '[ "$2" = put-object ] && exec cp "${@: -1}" "${0%/bin/*}/stored/failure"; echo AccessDenied >&2; exit 254',
  );
  expect(image().status).not.toBe(0);
  expect(builder.calls()).not.toContain('docker');
  expect(builder.stored('failure')).toBe('AccessDenied\n');
});

describe('the scan', () => {
  const scan = () => scanSchema.parse(evidence(layout.scan(run.runId)));

  test('is not waited for where the policy asks for none', () => {
    image();
    expect(builder.calls()).not.toContain('scan-findings');
  });

  test('is waited for and kept as names and severities of this digest', () => {
    const done = {
      status: 'COMPLETE',
      description: 'done',
      basic: [{ name: 'CVE-1', severity: 'HIGH' }],
      enhanced: null,
    };
    registry({
      scan: `n=$(grep -c scan-findings ${'$'}{0%/bin/*}/calls); if [ $n -lt 3 ]; then echo '{
    "status": "IN_PROGRESS"
}'; else echo '${JSON.stringify(done)}'; fi`,
    });
    expect(image({}, 'high')).toMatchObject({ status: 0 });
    expect(scan()).toEqual({ ...done, digest });
    expect(builder.calls().match(/scan-findings/g)).toHaveLength(3);
  });

  test('that never answers is kept as no answer, with the reason', () => {
    registry({ scan: 'echo ScanNotFoundException >&2; exit 254' });
    expect(image({}, 'high')).toMatchObject({ status: 0 });
    expect(scan()).toMatchObject({ digest, status: 'NO_ANSWER', description: 'ScanNotFoundException', basic: null });
  });
});
