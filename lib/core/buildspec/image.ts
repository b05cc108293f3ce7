import { layout } from '../store-layout.ts';
import { quoted, upload } from './shell.ts';

/**
 * Builds once per commit and architecture: one single-platform manifest, since Lambda refuses image indexes, which build
 * attestations would make of it. A tag that exists is adopted with its digest, and so is one that another build pushed first.
 */
export function imageScript(runId: string, imageTag: string): string {
  return `set -euo pipefail
case "$(uname -m)" in
  x86_64) arch=x86_64 platform=linux/amd64 ;;
  aarch64) arch=arm64 platform=linux/arm64 ;;
  *) echo "no Lambda runs on $(uname -m)"; exit 1 ;;
esac
tag=${quoted(imageTag)}-$arch
registry=\${SIGNALBOX_REPOSITORY_URI%%/*}
repository=\${SIGNALBOX_REPOSITORY_URI#*/}
find_digest() {
  aws ecr describe-images --repository-name "$repository" --image-ids "imageTag=$tag" \\
    --query 'imageDetails[0].imageDigest' --output text 2> /tmp/ecr.txt && return
  grep -q ImageNotFoundException /tmp/ecr.txt || { cat /tmp/ecr.txt >&2; return 1; }
}
digest=$(find_digest)
if [ -z "$digest" ]; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
  docker buildx build --platform "$platform" --provenance=false --sbom=false \\
    --tag "$SIGNALBOX_REPOSITORY_URI:$tag" --load .
  docker push "$SIGNALBOX_REPOSITORY_URI:$tag" || echo "the push failed; looking for the image of another build"
  digest=$(find_digest)
fi
[ -n "$digest" ] || { echo "there is no image $tag in the repository"; exit 1; }
printf '{"kind":"image","digest":"%s","uri":"%s","tag":"%s"}\\n' \\
  "$digest" "$SIGNALBOX_REPOSITORY_URI@$digest" "$tag" > /tmp/image.json
${upload('/tmp/image.json', layout.image(runId))}`;
}
