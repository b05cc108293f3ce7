import { layout } from '../store-layout.ts';
import { upload, uploadLog } from './shell.ts';

/** Where a script leaves what its gate is made of. */
export const gateFiles = {
  /** Six fields a check, each ended by NUL: check, subject, verdict, sentence, observed (JSON), allowed. */
  checks: '/tmp/gate-checks',
  /** Why the build failed, in words. */
  reason: '/tmp/gate-reason',
  /** There when everything passed. */
  passed: '/tmp/gate-passed',
} as const;

/** Ends a script with a sentence. */
export const failFunction = `fail() { printf '%s' "$1" > ${gateFiles.reason}; echo "== $1"; exit 1; }`;

/** `note` a check; `last_lines` of a file fit into a sentence. */
export const noteFunctions = `note() { printf '%s\\0' "$@" >> ${gateFiles.checks}; }
last_lines() { tail -n 4 "$1" | tr -d '\\0' | awk '{$1=$1; printf "%s%s", (NR > 1 ? " | " : ""), $0}' | tail -c 600; }`;

/** Leaves why a build failed, in a sentence that Settle finds: what `fail` said, else the last lines of its log. */
export function keepReason(gate: 'image', runId: string, passed: string, log: string): string {
  return `if [ ! -f ${passed} ]; then
  [ -s ${gateFiles.reason} ] || tail -n 4 ${log} | tail -c 600 > ${gateFiles.reason}
  ${uploadLog(gateFiles.reason, layout.log(runId, `${gate}-failure`))}
fi`;
}

/** Writes `runs/<id>/checks.json`, a GateRecord made of those files; whatever comes of it, the build's own end counts. */
export function keepChecks(runId: string): string {
  return `# What the gate decided, for the run's report.
python3 -I - << 'EOF' && ${upload('/tmp/gate.json', layout.gate(runId, 'checks'))} || true
import datetime, json, pathlib
def text(path):
    path = pathlib.Path(path)
    return path.read_bytes().decode('utf-8', 'replace') if path.exists() else ''
fields = text('${gateFiles.checks}').split('\\0')[:-1]
keys = ('check', 'subject', 'verdict', 'sentence', 'observed', 'allowed')
checks = [dict(zip(keys, fields[i:i + 6])) for i in range(0, len(fields), 6)]
for check in checks:
    check['observed'] = json.loads(check['observed'])
passed = pathlib.Path('${gateFiles.passed}').exists()
why = text('${gateFiles.reason}') or 'the checks ended without a word'
record = {
    'gate': 'checks', 'verdict': 'pass' if passed else 'fail', 'checks': checks,
    'sentence': f'all {len(checks)} checks of the workload passed' if passed else why,
    'decidedAt': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z'),
}
pathlib.Path('/tmp/gate.json').write_text(json.dumps(record))
EOF`;
}
