import type { CheckResult, GateRecord } from '../../../lib/core/gate.ts';
import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';
import type { JudgedWindow, RunOutcome, RunRecord, TimelineEntry } from '../../../lib/core/run.ts';

const start = Date.parse('2026-11-23T09:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();
const digest = (letter: string) => letter.repeat(64);

function record(runId: string, outcome: Partial<RunOutcome>, rest: Partial<RunRecord>): RunRecord {
  const trigger = outcome.trigger ?? { kind: 'data', detail: 'incoming/iris/2026-11-23/' };
  return {
    request: {
      runId,
      pipeline: 'iris',
      machine: 'delivery',
      trigger,
      cause: digest('c'),
      attempt: 1,
      snapshot: digest('a'),
      source: { digest: digest('b'), commit: null },
      requestedAt: at(0),
    },
    outcome: {
      runId,
      pipeline: 'iris',
      trigger,
      outcome: 'released',
      gate: null,
      sentence: '',
      version: null,
      serving: null,
      executionArn: `arn:aws:states:local:000000000000:execution:Delivery:${runId}`,
      startedAt: at(0),
      endedAt: at(24.4),
      errorCode: null,
      ...outcome,
    },
    timeline: [],
    gates: [],
    rollout: null,
    ...rest,
  };
}

function timeline(states: Array<[string, number, TimelineEntry['status']?]>, machine = 'delivery', from = 0) {
  let clock = from;
  return states.map(([state, seconds, status = 'done']): TimelineEntry => {
    const enteredAt = at(clock);
    clock += seconds;
    return { machine, state, enteredAt, leftAt: at(clock), status };
  });
}

const untilData: Array<[string, number]> = [
  ['Admit', 0.04],
  ['Checks', 3.1],
  ['Image', 0.3],
  ['Profile', 0.21],
  ['JudgeData', 0.06],
];
const untilModel: Array<[string, number]> = [...untilData, ['Train', 2.4], ['Score', 2.2], ['JudgeModel', 0.05]];

/** A bell shape over equal bins; `scale` moves it, as a unit change does. */
function bell(rows: number, mean: number, spread: number, [low, high]: [number, number], bins = 24) {
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  const weights = edges.slice(0, -1).map((edge, i) => {
    const centre = (edge + (edges[i + 1] ?? edge)) / 2;
    return Math.exp(-((centre - mean) ** 2) / (2 * spread ** 2));
  });
  const total = weights.reduce((a, b) => a + b, 0);
  return { edges, counts: weights.map((w) => Math.round((w / total) * rows)) };
}

function passed(check: string, subject: string, observed: CheckResult['observed'], allowed: string): CheckResult {
  return {
    check,
    subject,
    verdict: 'pass',
    sentence: `${subject} is ${observed}; ${allowed} is required`,
    observed,
    allowed,
  };
}

const checksGate: GateRecord = {
  gate: 'checks',
  verdict: 'pass',
  sentence: 'both checks of the workload passed',
  checks: [passed('command', 'lint', 'exit 0', 'exit 0'), passed('command', 'test', 'exit 0', 'exit 0')],
  decidedAt: at(3.2),
};

const dataGate: GateRecord = {
  gate: 'data',
  verdict: 'pass',
  sentence: '105 rows hold the contract of 5 columns',
  checks: [
    passed('required', 'sepal_length', '0 missing', '0 missing'),
    passed('range', 'sepal_length', '4.3 to 7.9', '4 to 8'),
    passed('rows', 'iris', 105, '≥ 50'),
  ],
  decidedAt: at(3.8),
  facts: { rows: 105, columns: { sepal_length: { histogram: bell(105, 5.8, 0.8, [4, 8]) } } },
};

const modelGate: GateRecord = {
  gate: 'model',
  verdict: 'pass',
  sentence: 'accuracy 0.9667 is above 0.9 and not worse than that of 1.0.0',
  checks: [
    { ...passed('threshold', 'accuracy', 0.9667, '≥ 0.9'), champion: 0.9333 },
    { ...passed('threshold', 'macro_f1', 0.9652, '≥ 0.88'), champion: 0.9327 },
    { ...passed('threshold', 'log_loss', 0.1432, '≤ 0.4'), champion: 0.1811 },
    { ...passed('champion', 'accuracy', 0.9667, '≥ 0.9233'), champion: 0.9333 },
    passed('golden', 'golden rows', 0, '≤ 0 wrong of 9'),
  ],
  decidedAt: at(8.4),
  facts: {
    candidate: { accuracy: 0.9667, macro_f1: 0.9652, log_loss: 0.1432 },
    champion: { accuracy: 0.9333, macro_f1: 0.9327, log_loss: 0.1811 },
    rows: 45,
  },
};

function arm(servableId: string, requests: number, errors: number, p99Ms: number): ArmWindow {
  return { servableId, requests, errors, p50Ms: p99Ms / 2.4, p99Ms };
}

function windows(percents: number[], faultShare: number): JudgedWindow[] {
  return percents.map((candidatePercent, i) => {
    const requests = Math.round((240 * candidatePercent) / 100);
    const last = i === percents.length - 1;
    const good = faultShare === 0;
    return {
      from: at(9 + i * 2),
      to: at(11 + i * 2),
      step: percents.slice(0, i).filter((p, k) => p !== percents[k + 1]).length,
      candidatePercent,
      candidate: arm('cand', requests, Math.round(requests * faultShare), 13 + ((i * 5) % 7)),
      champion: arm('champ', 240 - requests, 0, 12 + ((i * 3) % 5)),
      decision: last ? (good ? 'promote' : 'roll_back') : percents[i + 1] === candidatePercent ? 'continue' : 'advance',
      sentence: good
        ? 'candidate answered 0 of 432 requests with an error; at most 1 % is allowed'
        : 'candidate answered 12 of 180 requests with an error (6.7 %), champion 0 of 1020; at most 1 % is allowed',
    };
  });
}

function rolloutTimeline(count: number, end: string): TimelineEntry[] {
  const loop = Array.from(
    { length: count },
    (): Array<[string, number]> => [
      ['Bake', 1.94],
      ['Judge', 0.06],
    ],
  ).flat();
  return timeline([['Prepare', 0.6], ['Shift', 0.04], ...loop, [end, 0.05], ['Verify', 0.03]], 'rollout', 8.4);
}

export const releasedFirst = record(
  'data-5f1c2a77b0de-1',
  {
    sentence: 'Released 1.0.0: the first model, proven by 14 checks, serves all traffic.',
    version: '1.0.0',
    serving: '1.0.0',
    endedAt: at(9.2),
  },
  {
    timeline: timeline([...untilModel, ['CutRelease', 0.05], ['Rollout', 0.7], ['Publish', 0.03], ['Settle', 0.04]]),
    gates: [
      checksGate,
      dataGate,
      {
        ...modelGate,
        checks: modelGate.checks.map(({ champion, ...check }) => check),
        facts: { ...modelGate.facts, champion: null },
      },
    ],
    rollout: {
      version: '1.0.0',
      champion: null,
      strategy: 'all-at-once',
      windows: [],
      verdict: 'pass',
      sentence: 'nothing served before, so there was nothing to compare with',
    },
  },
);

const limits = { maxErrorRate: 0.01, maxLatencyP99Ms: 250 };
const canaryPercents = [10, 10, 10, 30, 30, 60, 60];

export const releasedByCanary = record(
  'data-91d07be4c3aa-1',
  {
    sentence: 'Released 1.0.1: accuracy 0.9667 against 0.9333 of 1.0.0, and 456 live requests without an error.',
    version: '1.0.1',
    serving: '1.0.1',
  },
  {
    timeline: [
      ...timeline([...untilModel, ['CutRelease', 0.05], ['Rollout', 14.9], ['Publish', 0.03], ['Settle', 0.04]]),
      ...rolloutTimeline(7, 'Promote'),
    ],
    gates: [checksGate, dataGate, modelGate],
    rollout: {
      version: '1.0.1',
      champion: '1.0.0',
      strategy: 'canary',
      windows: windows(canaryPercents, 0),
      limits,
      verdict: 'pass',
      sentence: 'the candidate held at every step',
    },
  },
);

export const rejectedAtData = record(
  'data-0c44e19fd2b3-1',
  {
    outcome: 'rejected',
    gate: 'data',
    sentence:
      'Rejected at the data gate: 41 of 105 rows of sepal_length are outside 4 to 8, and 7 of petal_width are missing.',
    serving: '1.0.1',
    endedAt: at(3.9),
  },
  {
    timeline: timeline([...untilData, ['Settle', 0.04]]),
    gates: [
      checksGate,
      {
        ...dataGate,
        verdict: 'fail',
        sentence: '2 of 14 checks failed',
        checks: [
          ...dataGate.checks.slice(2),
          {
            check: 'range',
            subject: 'sepal_length',
            verdict: 'fail',
            sentence: '41 of 105 values are outside 4 to 8 cm; the largest is 79',
            observed: 79,
            allowed: '4 to 8',
            champion: 7.9,
            failing: {
              count: 41,
              total: 105,
              samples: [3, 8, 11].map((row) => ({ row, sepal_length: 50 + row, petal_width: 0.2, species: 'setosa' })),
            },
          },
          {
            check: 'required',
            subject: 'petal_width',
            verdict: 'fail',
            sentence: '7 of 105 values are missing',
            observed: 7,
            allowed: '0 missing',
            failing: {
              count: 7,
              total: 105,
              samples: [{ row: 19, sepal_length: 5.1, petal_width: null, species: 'virginica' }],
            },
          },
        ],
        facts: {
          columns: { sepal_length: { histogram: { ...bell(64, 5.8, 0.8, [4, 8], 20), below: 0, above: 41 } } },
          championColumns: { sepal_length: { histogram: { ...bell(105, 5.8, 0.8, [4, 8], 20), below: 0, above: 0 } } },
        },
      },
    ],
  },
);

export const rejectedAtModel = record(
  'push-7be20d8856f1-1',
  {
    outcome: 'rejected',
    gate: 'model',
    trigger: { kind: 'push', detail: 'shuffle labels' },
    sentence:
      'Rejected at the model gate: accuracy 0.3556 is 0.6111 below that of champion 1.0.1; at most 0.01 is allowed.',
    serving: '1.0.1',
    endedAt: at(8.5),
  },
  {
    timeline: timeline([...untilModel, ['Settle', 0.05]]),
    gates: [
      checksGate,
      dataGate,
      {
        ...modelGate,
        verdict: 'fail',
        sentence: 'accuracy 0.3556 against 0.9667 of champion 1.0.1',
        checks: [
          passed('serving', 'holdout', '45 predictions', 'one finite prediction of the declared shape for each row'),
          ...(['accuracy', 'macro_f1', 'log_loss'] as const).map(
            (subject, i): CheckResult => ({
              check: 'threshold',
              subject,
              verdict: 'fail',
              sentence: `${subject} is ${[0.3556, 0.341, 1.204][i]}; ${['≥ 0.9', '≥ 0.88', '≤ 0.4'][i]} is required`,
              observed: [0.3556, 0.341, 1.204][i] ?? null,
              allowed: ['≥ 0.9', '≥ 0.88', '≤ 0.4'][i] ?? '',
              champion: [0.9667, 0.9652, 0.1432][i] ?? null,
            }),
          ),
          {
            check: 'champion',
            subject: 'accuracy',
            verdict: 'fail',
            sentence:
              'accuracy 0.3556 against 0.9667 of champion 1.0.1: worse by 0.6111; at most 0.01 worse is allowed',
            observed: 0.3556,
            allowed: '≥ 0.9567',
            champion: 0.9667,
          },
        ],
        facts: {
          candidate: { accuracy: 0.3556, macro_f1: 0.341, log_loss: 1.204 },
          champion: { accuracy: 0.9667, macro_f1: 0.9652, log_loss: 0.1432 },
          rows: 45,
        },
      },
    ],
  },
);

export const rolledBack = record(
  'push-e2a9940b71cc-1',
  {
    outcome: 'rolled_back',
    gate: 'rollout',
    trigger: { kind: 'push', detail: 'faster server' },
    sentence:
      'Rolled back: 1.1.0 answered 12 of 180 live requests with an error (6.7 %), at most 1 % is allowed; 1.0.1 serves on.',
    version: '1.1.0',
    serving: '1.0.1',
  },
  {
    timeline: [
      ...timeline([...untilModel, ['CutRelease', 0.05], ['Rollout', 10.9, 'failed'], ['Settle', 0.04]]),
      ...rolloutTimeline(5, 'RollBack'),
    ],
    gates: [checksGate, dataGate, modelGate],
    rollout: {
      version: '1.1.0',
      champion: '1.0.1',
      strategy: 'canary',
      windows: windows([10, 10, 10, 30, 30], 0.067),
      limits,
      verdict: 'fail',
      sentence: 'the candidate fails live requests',
    },
  },
);

export const samples = [releasedFirst, releasedByCanary, rejectedAtData, rejectedAtModel, rolledBack];
