import { canonicalJson } from '../canonical-json.ts';
import type { Policy } from '../policy/schema.ts';
import { layout } from '../store-layout.ts';
import { pythonEnvironment, quoted, upload, uploadLog } from './shell.ts';

const log = '/tmp/train.txt';
const reason = '/tmp/train-failure.txt';

/** Training under SageMaker's container contract: `/opt/ml` with channel, hyperparameters, model folder and failure file. */
export function trainScript(policy: Policy, runId: string): { script: string; last: string[] } {
  const { run, timeLimitSeconds, hyperparameters } = policy.training;
  // SageMaker hands over every hyperparameter as text.
  const asText = Object.fromEntries(Object.entries(hyperparameters).map(([name, value]) => [name, String(value)]));
  const script = `set -euo pipefail
fail() { printf '%s\\n' "$1" | tee ${reason}; exit 1; }
mkdir -p /opt/ml/input/config /opt/ml/input/data/train /opt/ml/model /opt/ml/output
${pythonEnvironment(policy.python.requirements)}
aws s3 cp --recursive --only-show-errors "s3://$SIGNALBOX_STORE"/${quoted(layout.split(runId, 'train'))} /opt/ml/input/data/train/
printf '%s' ${quoted(canonicalJson(asText))} > /opt/ml/input/config/hyperparameters.json
status=0
timeout --signal=TERM --kill-after=30 ${timeLimitSeconds} bash -c ${quoted(run)} 2>&1 | tee ${log} || status=$?
case $status in
  0) ;;
  124 | 137) fail "training was stopped: it may take ${timeLimitSeconds} s" ;;
  *) fail "training ended with exit code $status: $(head -c 1024 /opt/ml/output/failure 2> /dev/null || tail -n 5 ${log})" ;;
esac
[ -n "$(find /opt/ml/model -type f -print -quit)" ] || fail "training wrote no file to /opt/ml/model"
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu --directory /opt/ml/model . \\
  | gzip --no-name > /tmp/model.tar.gz
${upload('/tmp/model.tar.gz', layout.trainedModel(runId))}`;
  return {
    script,
    last: [uploadLog(log, layout.log(runId, 'train')), uploadLog(reason, layout.log(runId, 'train-failure'))],
  };
}
