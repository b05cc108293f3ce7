/** Keys of everything durable, and the folders that are listed. The one place that knows where things lie; see DESIGN.md "The store". */
export const layout = {
  source: (digest: string) => `sources/${digest}.zip`,
  snapshot: (hash: string) => `snapshots/${hash}.json`,
  run: (runId: string) => `runs/${runId}/`,
  request: (runId: string) => `runs/${runId}/request.json`,
  /** What Admit decided, with the policy as it was read at the source. */
  admission: (runId: string) => `runs/${runId}/admission.json`,
  shards: (runId: string) => `runs/${runId}/shards.json`,
  shardProfile: (runId: string, index: number) => `runs/${runId}/profile/${String(index).padStart(5, '0')}.json`,
  split: (runId: string, part: 'train' | 'holdout') => `runs/${runId}/split/${part}/`,
  splitShard: (runId: string, part: 'train' | 'holdout', index: number) =>
    `runs/${runId}/split/${part}/${String(index).padStart(5, '0')}.csv`,
  trainedModel: (runId: string) => `runs/${runId}/train/model.tar.gz`,
  /** What training ran in, as far as no image says it: Interpreter. */
  interpreter: (runId: string) => `runs/${runId}/train/interpreter.json`,
  /** Not `image.json`: that is the image gate of the run. */
  image: (runId: string) => `runs/${runId}/built-image.json`,
  predictions: (runId: string) => `runs/${runId}/predictions.json`,
  gate: (runId: string, gate: string) => `runs/${runId}/${gate}.json`,
  log: (runId: string, name: string) => `runs/${runId}/logs/${name}.txt`,
  evidence: (runId: string) => `runs/${runId}/rollout-evidence.json`,
  outcome: (runId: string) => `runs/${runId}/outcome.json`,
  /** What is new in the code since the champion: CommitRange. */
  commits: (runId: string) => `runs/${runId}/commits.json`,
  /** The comment of a pull request, Markdown. */
  comment: (runId: string) => `runs/${runId}/comment.md`,
  /** Coverage of the workload's tests, as the checks left it (Cobertura). */
  coverage: (runId: string) => `runs/${runId}/coverage.xml`,
  /** What the registry's scan found in the run's image. */
  scan: (runId: string) => `runs/${runId}/scan.json`,
  approval: (runId: string) => `approvals/${runId}.json`,
  approvals: 'approvals/',
  /** Rows of a workload's own, on which pull requests train; named by their content. */
  sample: (digest: string, name: string) => `samples/${digest}/${name}`,
  /** What was collected of a prefix of the data bucket; `prefix` is hashed, since it may hold anything. */
  arrival: (pipeline: string, prefixHash: string) => `arrivals/${pipeline}/${prefixHash}.json`,
  arrivals: (pipeline: string) => `arrivals/${pipeline}/`,
  /** Versions that earlier claims on a prefix took; named by its content. */
  taken: (pipeline: string, prefixHash: string, digest: string) => `arrivals/${pipeline}/${prefixHash}/${digest}.json`,
  /** Folders that the last sweep found at rest. */
  sweep: (pipeline: string) => `arrivals/${pipeline}/sweep.json`,
  /** A push or pull request that was taken in, by its identity. */
  change: (pipeline: string, identity: string) => `changes/${pipeline}/${identity}.json`,
  changes: (pipeline: string) => `changes/${pipeline}/`,
  /** The newest commit that was told of a branch or pull request; `placeHash`, since a branch's name may hold anything. */
  changeTip: (pipeline: string, placeHash: string) => `changes/${pipeline}.tips/${placeHash}.json`,
  /** What a schedule, an alarm or a person was answered with, by the hash of the asking. */
  retraining: (pipeline: string, identity: string) => `retrainings/${pipeline}/${identity}.json`,
  /** What builds keep for the next: `delivery` or `pull_request`. Nothing in it is believed. */
  cache: (machine: string) => `cache/${machine}/`,
  images: 'images/',
  /** Bill of materials and provenance of an image, by its digest in hexadecimal. */
  imageSbom: (digest: string) => `images/${digest}/sbom.spdx.json`,
  imageProvenance: (digest: string) => `images/${digest}/provenance.intoto.json`,
  /** Requests that a front door captured, to be replayed: JSON Lines. */
  captured: 'captured/',
  report: (runId: string) => `runs/${runId}/report.html`,
  /** Hashes of one shard's keys, of the check at that place of the contract. */
  keysOfShard: (runId: string, index: number, check: number) =>
    `runs/${runId}/keys/${check}/${String(index).padStart(5, '0')}.parquet`,
  /** Failing rows of one shard, whole: Parquet. */
  failedRowsOfShard: (runId: string, index: number) =>
    `runs/${runId}/failed-rows/${String(index).padStart(5, '0')}.parquet`,
  failedRows: (runId: string) => `runs/${runId}/failed-rows/sample.json`,
  model: (digest: string) => `models/${digest}/model.tar.gz`,
  profile: (snapshot: string) => `profiles/${snapshot}.json`,
  releases: 'releases/',
  manifest: (version: string) => `releases/${version}/manifest.json`,
  changelog: (version: string) => `releases/${version}/CHANGELOG.md`,
  releaseSignature: (version: string) => `releases/${version}/manifest.sig.json`,
  releaseOutcome: (version: string) => `releases/${version}/outcome.json`,
  channel: (name: string) => `channels/${name}.json`,
  /** Newest request of a pull request, so that an older commit's run knows it was overtaken. */
  head: (pipeline: string, detail: string) => `heads/${pipeline}/${encodeURIComponent(detail)}.json`,
  leases: 'leases/',
  lease: (pipeline: string) => `leases/${pipeline}.json`,
  /** What trainings may cost and did cost, of runs of `delivery` or `pull_request` that were asked for in a month, `2026-11`. */
  spending: (machine: string, month: string) => `spending/${machine}/${month}.json`,
  queue: (pipeline: string) => `queues/${pipeline}.json`,
  rollout: (target: string) => `rollouts/${target}.json`,
  /** What somebody else did to the traffic. */
  foreign: (target: string) => `rollouts/${target}.foreign.json`,
  /** What the front door does beside what the target does by itself. */
  doorRoute: (pipeline: string) => `routes/${pipeline}.json`,
  /** `at` is ISO 8601, UTC. */
  capturedRequest: (at: string, name: string) => `captured/${at.slice(0, 10)}/${at.slice(11, 13)}/${name}.jsonl`,
} as const;
