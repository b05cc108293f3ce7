import { layout } from '../store-layout.ts';
import { upload } from './shell.ts';

/** Names and severities are all that is judged; a full answer of enhanced scanning can have megabytes. */
const query = [
  '{status: imageScanStatus.status, description: imageScanStatus.description',
  'basic: imageScanFindings.findings[].{name: name, severity: severity}',
  'enhanced: imageScanFindings.enhancedFindings[].{name: packageVulnerabilityDetails.vulnerabilityId || findingArn, severity: severity, status: status}}',
].join(', ');

/** Waits up to ten minutes for the registry's scan of this digest and leaves what it said, which a step judges. */
export function scanScript(runId: string): string {
  return `# The registry's scan of this very image; no answer is an answer too, and is judged as one.
echo null > /tmp/answer.json
for attempt in {1..60}; do
  aws ecr describe-image-scan-findings --repository-name "$repository" --image-id "imageDigest=$digest" --output json \\
    --query '${query}' > /tmp/answer.json 2> /tmp/ecr.txt || echo null > /tmp/answer.json
  grep -Eq '"status": "(IN_PROGRESS|PENDING)"|^null' /tmp/answer.json || break
  sleep 10
done
python3 -I - "$digest" << 'EOF'
import json, sys
answer = json.load(open('/tmp/answer.json'))
none = {'status': 'NO_ANSWER', 'description': open('/tmp/ecr.txt').read().strip()[-300:], 'basic': None, 'enhanced': None}
json.dump({**(answer or none), 'digest': sys.argv[1]}, open('/tmp/scan.json', 'w'))
EOF
${upload('/tmp/scan.json', layout.scan(runId))}`;
}
