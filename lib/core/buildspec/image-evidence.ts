import { canonicalJson } from '../canonical-json.ts';
import { layout } from '../store-layout.ts';
import { sourceDateEpoch, sourceUrl } from './image-labels.ts';
import type { BuildRun } from './run.ts';
import { quoted } from './shell.ts';

const folder = '/tmp/evidence';

/** The digest of the image in bash, without `sha256:`. */
const hexadecimal = `\${digest#sha256:}`;

/**
 * A bill of materials (SPDX, by BuildKit's scanner from what really is in the image) and a provenance (in-toto Statement v1 with
 * SLSA's v1 predicate) under the image's digest. BuildKit gives both as files of a local export: attached to the image they
 * would make it an index. In the bill, what differs from one making to the next is replaced by what does not.
 */
export function evidenceScript(run: BuildRun): string {
  const created = `${new Date(sourceDateEpoch(run) * 1_000).toISOString().slice(0, 19)}Z`;
  return `# Bill of materials and provenance: files beside the image, not in it.
build --attest "type=sbom,generator=$SIGNALBOX_SBOM_SCANNER" --attest type=provenance,mode=min --output type=local,dest=${folder}
python3 -I - "$digest" ${quoted(canonicalJson(statement(run)))} ${created} ${Object.keys(run.locks).map(quoted).join(' ')} << 'EOF' || fail "no bill of materials or provenance could be made"
import hashlib, json, os, sys
digest, known = sys.argv[1][7:], json.loads(sys.argv[2])
def predicate(name):
    document = json.load(open('${folder}/' + name))
    return document.get('predicate', document)
def keep(name, document):
    json.dump(document, open('/tmp/' + name, 'w'), sort_keys=True, separators=(',', ':'))
bill = predicate('sbom.spdx.json')
bill['creationInfo']['created'] = sys.argv[3]
bill['documentNamespace'] = 'urn:signalbox:sbom:' + digest
keep('sbom.json', bill)
made = predicate('provenance.json')
used = made.get('materials') or made.get('buildDefinition', {}).get('resolvedDependencies') or []
arn = os.environ['CODEBUILD_BUILD_ARN']
known['subject'] = [{'name': os.environ['SIGNALBOX_REPOSITORY_URI'], 'digest': {'sha256': digest}}]
locks = [{'name': name, 'digest': {'sha256': hashlib.sha256(open(name, 'rb').read()).hexdigest()}} for name in sys.argv[4:]]
known['predicate']['buildDefinition']['resolvedDependencies'] += locks + used
known['predicate']['runDetails'] = {'builder': {'id': arn.rsplit(':', 1)[0]}, 'metadata': {'invocationId': arn}}
keep('provenance.json', known)
EOF
keep() { aws s3api put-object --bucket "$SIGNALBOX_STORE" --key "$1" --body "$2" > /dev/null; }
keep "${layout.imageSbom(hexadecimal)}" /tmp/sbom.json
keep "${layout.imageProvenance(hexadecimal)}" /tmp/provenance.json`;
}

/** What can be said of the image before it is built. */
function statement(run: BuildRun) {
  const { source, change } = run;
  const named = change ? { uri: sourceUrl(change) } : { name: 'commit' };
  const commit = source.commit === null ? [] : [{ ...named, digest: { gitCommit: source.commit } }];
  const uri = layout.source(source.digest);
  const buildDefinition = {
    buildType: 'urn:signalbox:image-build:v1',
    externalParameters: { run: run.runId },
    resolvedDependencies: [{ uri, digest: { sha256: source.digest } }, ...commit],
  };
  return {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: { buildDefinition },
  };
}
