import type { Admission } from '../core/admission.ts';
import type { BuildRun } from '../core/buildspec/run.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { columnsOf } from '../core/contract/features.ts';
import type { TrainingPlan } from '../core/cost/training-budget.ts';
import { formatOf } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import type { Policy } from '../core/policy/schema.ts';
import type { RunRequest } from '../core/run.ts';
import { sha256 } from '../core/sha256.ts';
import { shardsOf } from '../core/shards.ts';
import type { AdmitOutput, StepContext } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { announceStart } from './support/announce-start.ts';
import { buildRunOf, carryCoverage, prepareBuildRun } from './support/build-run.ts';
import { readChampion } from './support/champion.ts';
import { newerWaiting, overtakenBy } from './support/overtaken.ts';
import { recoverRollout } from './support/recover-rollout.ts';
import { readRequest, readSnapshot } from './support/run-records.ts';
import { largestReference, openSource, type Source } from './support/source.ts';
import { budgetTraining } from './support/training-budget.ts';
import { takeTurn } from './support/turn.ts';
import { upToDate } from './support/up-to-date.ts';

/** Decides whether and how this run goes on: its policy, its turn, and the phases that its trigger needs. */
export async function admit(input: StepContext, ports: Ports): Promise<AdmitOutput> {
  const request = await readRequest(ports.store, input.runId);
  const { policy } = await openPolicy(request, ports);
  const turn =
    request.machine === 'delivery' ? await takeTurn(request, input, ports) : { held: true as const, token: 0 };
  if (!turn.held)
    return {
      decision: 'requeue',
      sentence: `${turn.runId} holds the lease; this run waits for it`,
      token: 0,
      ...(await wayOf(buildRunOf(request), policy, false)),
    };
  if (request.machine === 'delivery') await recoverRollout(request.pipeline, ports);
  const overtaken = (await overtakenBy(request, ports)) ?? (await newerWaiting(request, ports));
  const { token } = turn;
  if (overtaken)
    return { decision: 'supersede', sentence: overtaken, token, ...(await wayOf(buildRunOf(request), policy, false)) };
  return goOn(await upToDate(request, ports), input.executionArn, token, ports);
}

async function openPolicy({ source: { digest } }: RunRequest, { store, serves }: Ports) {
  // Loaded while the source is on its way.
  const [source, { parsePolicy }] = await Promise.all([openSource(store, digest), import('../core/policy/parse.ts')]);
  const policy = parsePolicy(source.read('signalbox.yaml', 'Signalbox'));
  if (serves) {
    const { refuseUnfit } = await import('../core/rollout/compatibility.ts');
    refuseUnfit(policy, serves, 'signalbox.yaml');
  }
  return { source, policy };
}

async function goOn(request: RunRequest, executionArn: string, token: number, ports: Ports): Promise<AdmitOutput> {
  const { source, policy } = await openPolicy(request, ports);
  const champion = await readChampion(ports.store);
  // A first release has nothing to be compared with: it takes all traffic at once.
  if (champion) {
    const { refuseUnderpowered } = await import('../core/rollout/expected-requests.ts');
    refuseUnderpowered(policy, ports.place);
  }
  const budgeted = await budgetTraining(request, executionArn, policy, ports);
  if (budgeted.gate && budgeted.gate.verdict !== 'pass')
    return {
      decision: 'refuse',
      sentence: budgeted.gate.sentence,
      token,
      ...(await wayOf(buildRunOf(request), policy, false)),
    };
  await writeShards(request, policy, ports);
  const admitted = await admission(policy, source, token);
  await ports.store.put(layout.admission(request.runId), canonicalJson(admitted));
  await announceStart(request, ports);
  const changed = champion?.manifest.source.digest !== request.source.digest;
  const sentence = changed
    ? 'the code is new: it is checked first'
    : `the code is that of ${champion?.version}, whose checks passed`;
  const run = await prepareBuildRun(request, admitted, source, champion, ports.store);
  const way = await wayOf(run, policy, changed, budgeted);
  if (champion && !way.phases.checks) await carryCoverage(champion.manifest.runId, request.runId, ports.store);
  return { decision: 'go', sentence, token, ...way };
}

type Way = Omit<AdmitOutput, 'decision' | 'sentence' | 'token'>;

/** What the machine needs to go on; of one shape, whatever was decided. */
async function wayOf(
  run: BuildRun,
  policy: Policy,
  changed: boolean,
  { seconds, minutes }: Pick<TrainingPlan, 'seconds' | 'minutes'> = unlimited(policy),
): Promise<Way> {
  const { buildspecs } = await import('../core/buildspec.ts');
  const limited = { ...policy, training: { ...policy.training, timeLimitSeconds: seconds } };
  // A pull request has an image repository of its own: its candidate is scored as it would be served.
  const built = changed || run.machine !== 'delivery';
  return {
    phases: { checks: built, image: built, scan: built && policy.image.failOn !== 'never' },
    sourceKey: layout.source(run.source.digest),
    imageTag: run.imageTag,
    limits: {
      trainSeconds: seconds,
      trainMinutes: minutes,
      approvalSeconds: policy.release.approvalTimeLimitSeconds,
    },
    buildspecs: buildspecs(limited, run),
    hyperparameters: Object.fromEntries(
      Object.entries(policy.training.hyperparameters).map(([k, v]) => [k, String(v)]),
    ),
  };
}

/** For those that do not train anyway. */
function unlimited({ training: { timeLimitSeconds } }: Policy): Pick<TrainingPlan, 'seconds' | 'minutes'> {
  return { seconds: timeLimitSeconds, minutes: Math.ceil(timeLimitSeconds / 60) };
}

/** Reads and parses all that a later step will need, so that a fault in it stops the run before anything is spent. */
async function admission(policy: Policy, source: Source, token: number): Promise<Admission> {
  const contract = await readWhole(policy, source);
  const golden = {
    file: policy.evaluation.golden.data,
    text: source.read(policy.evaluation.golden.data, 'evaluation.golden.data'),
  };
  const locks = policy.python.requirements.map((file) => [file, sha256(source.read(file, 'python.requirements'))]);
  return { policy, contract, golden, locks: Object.fromEntries(locks), token };
}

async function readWhole({ data }: Policy, source: Source): Promise<Admission['contract']> {
  // Not loaded by a run that waits, or that another has overtaken.
  const { readContract } = await import('../core/contract/read-contract.ts');
  const { withSensitive } = await import('../core/contract/sensitive.ts');
  const contract = { file: data.contract, text: source.read(data.contract, 'data.contract') };
  for (const [name, file] of Object.entries(data.references))
    source.bytes(file, `data.references.${name}`, largestReference);
  const { properties, answers } = columnsOf(
    withSensitive(
      readContract(contract, { table: data.table, references: Object.keys(data.references) }),
      data.sensitive,
    ),
    data.target,
  );
  return { ...contract, columns: { properties, answers } };
}

const noSample =
  'there is nothing to train on: a pull request trains on the files of `pullRequest.data`, or else of `local.data`, which must all be in the workload; `champion` needs a release, and a pipeline that lets pull requests read its data';

async function writeShards(request: RunRequest, { data }: Policy, { store }: Ports): Promise<void> {
  const { files } = await readSnapshot(store, request.snapshot);
  if (files.length === 0) throw new InputError('no-data', noSample);
  await store.put(layout.shards(request.runId), canonicalJson(shardsOf(files, formatOf(data))));
}
