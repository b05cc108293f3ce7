import type { Policy } from '../policy/schema.ts';
import { layout } from '../store-layout.ts';
import { failFunction, keepReason } from './gate-record.ts';
import { evidenceScript } from './image-evidence.ts';
import { imageLabels, sourceDateEpoch } from './image-labels.ts';
import { scanScript } from './image-scan.ts';
import type { BuildRun } from './run.ts';
import { quoted, upload, uploadLog } from './shell.ts';

const log = '/tmp/image.txt';

/**
 * Builds once per content and architecture: one single-platform manifest, since Lambda refuses image indexes, which build
 * attestations would make of it. It is pushed without a name, looked at, and named last, so that a name stands for an image
 * with all that belongs to it. A name that exists is adopted with its digest, and so is one that another build gave first.
 */
export function imageScript(policy: Pick<Policy, 'image'>, run: BuildRun): { script: string; last: string[] } {
  const { runId, source } = run;
  const commit = source.commit === null ? [] : [`name ${quoted(`commit-${source.commit}`)}-$arch`];
  const parts = [
    functions(run),
    `{
tag=${quoted(run.imageTag)}-$arch
digest=$(find_digest)
if [ -n "$digest" ]; then
echo "== this content was built before: $digest"
else
${buildScript(run)}
name "$tag"
digest=$(find_digest)
[ -n "$digest" ] || fail "there is no image $tag in the repository"
fi`,
    ...commit,
    ...(policy.image.failOn === 'never' ? [] : [scanScript(runId)]),
    `printf '{"kind":"image","digest":"%s","uri":"%s","tag":"%s"}\\n' \\
  "$digest" "$SIGNALBOX_REPOSITORY_URI@$digest" "$tag" > /tmp/image.json
${upload('/tmp/image.json', layout.image(runId))}
touch /tmp/image-built
} 2>&1 | tee ${log}`,
  ];
  const last = [uploadLog(log, layout.log(runId, 'image')), keepReason('image', runId, '/tmp/image-built', log)];
  return { script: parts.join('\n'), last };
}

function functions(run: BuildRun): string {
  const labels = Object.entries(imageLabels(run)).map(([name, value]) => `--label ${quoted(`${name}=${value}`)}`);
  return `set -euo pipefail
case "$(uname -m)" in
  x86_64) arch=x86_64 platform=linux/amd64 ;;
  aarch64) arch=arm64 platform=linux/arm64 ;;
  *) echo "no Lambda runs on $(uname -m)"; exit 1 ;;
esac
registry=\${SIGNALBOX_REPOSITORY_URI%%/*}
repository=\${SIGNALBOX_REPOSITORY_URI#*/}
export SOURCE_DATE_EPOCH=${sourceDateEpoch(run)}
${failFunction}
find_digest() {
  aws ecr describe-images --repository-name "$repository" --image-ids "imageTag=$tag" \\
    --query 'imageDetails[0].imageDigest' --output text 2> /tmp/ecr.txt && return
  grep -q ImageNotFoundException /tmp/ecr.txt || { cat /tmp/ecr.txt >&2; return 1; }
}
# Gives the image one more tag. No tag ever moves: one that exists stays where it is.
name() {
  local ask=(aws ecr batch-get-image --repository-name "$repository" --image-ids "imageDigest=$digest" --output text) manifest type
  manifest=$("\${ask[@]}" --query 'images[0].imageManifest')
  type=$("\${ask[@]}" --query 'images[0].imageManifestMediaType')
  aws ecr put-image --repository-name "$repository" --image-tag "$1" --image-digest "$digest" \\
    --image-manifest "$manifest" --image-manifest-media-type "$type" > /dev/null 2> /tmp/ecr.txt ||
    grep -Eq 'Image(Tag)?AlreadyExistsException' /tmp/ecr.txt || { cat /tmp/ecr.txt >&2; fail "the image could not be named $1"; }
}
build() {
  docker buildx build --builder signalbox --platform "$platform" ${labels.join(' ')} \\
    --cache-from "type=registry,ref=$SIGNALBOX_REPOSITORY_URI:cache-$arch" "$@" .
}`;
}

function buildScript(run: BuildRun): string {
  const output = 'push=true,push-by-digest=true,name-canonical=true,oci-mediatypes=true,rewrite-timestamp=true';
  return `aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
docker buildx create --name signalbox --driver docker-container --driver-opt "image=$SIGNALBOX_BUILDKIT" > /dev/null
build --provenance=false --sbom=false --metadata-file /tmp/build.json \\
  --cache-to "type=registry,ref=$SIGNALBOX_REPOSITORY_URI:cache-$arch,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true" \\
  --output "type=image,name=$SIGNALBOX_REPOSITORY_URI,${output}"
digest=$(python3 -I -c 'import json; print(json.load(open("/tmp/build.json"))["containerimage.digest"])')
docker buildx imagetools inspect "$SIGNALBOX_REPOSITORY_URI@$digest" --format '{{json .Image}}' > /tmp/config.json
python3 -I -c 'import json, sys
user = json.load(open("/tmp/config.json")).get("config", {}).get("User", "").split(":")[0]
sys.exit(user in ("", "0", "root"))' || fail "the image runs as root: its Dockerfile needs a USER"
${run.machine === 'delivery' ? evidenceScript(run) : '# A pull request releases nothing: its image needs no papers.'}`;
}
