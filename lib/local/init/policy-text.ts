import type { Task } from '../../core/predictions.ts';
import { holdoutPercent, minHoldoutRows, type Thresholds, up } from './baseline.ts';
import type { Golden } from './golden.ts';
import { workloadFiles as files } from './workload-files.ts';

export interface PolicyFacts {
  name: string;
  delimiter: string;
  target: string;
  task: Task;
  rows: number;
  thresholds: Thresholds;
  golden: Golden;
}

/** The checks of a new workload; its GitHub workflow and README name the same. */
export const checks = {
  lint: 'ruff check . && ruff format --check .',
  tests: 'python -m pytest --cov --cov-report=term --cov-report=xml --junitxml=junit.xml',
};

/** Least share of lines that the tests of a new workload run; the workflow asks for the same. */
export const minCoveragePercent = 80;

/** The policy of a new workload: the shape of `examples/iris`, with thresholds of a model that knows nothing. */
export function policyText({ name, delimiter, target, task, rows, thresholds, golden }: PolicyFacts): string {
  const { metrics, champion } = thresholds;
  const bounds = Object.entries(metrics).map(([metric, bound]) => `    ${metric}: ${flow(bound)}`);
  const goldenOptions = {
    data: files.golden,
    maxMismatches: golden.maxMismatches,
    ...(task === 'regression' ? { tolerance: up(golden.tolerance) } : {}),
  };
  return `# yaml-language-server: $schema=node_modules/signalbox/docs/signalbox.schema.json
name: ${name}
python:
  requirements: [requirements.txt, requirements-dev.txt]

data:
  contract: ${files.contract}
  format: csv
${delimiter === ',' ? '' : `  delimiter: ${JSON.stringify(delimiter)}\n`}  target: ${JSON.stringify(target)}
  holdoutPercent: ${holdoutPercent}
  # Has new data moved away from what the model in production was trained on? \`warning\` tells it, \`error\` rejects the data.
  drift: { severity: warning }

checks:
  - { name: lint, run: ${checks.lint} }
  - { name: tests, run: ${checks.tests} }
coverage: { file: coverage.xml, minPercent: ${minCoveragePercent}, maxDropPercent: 2 }
testReports: [junit.xml]

training:
  run: python src/main.py train
  timeLimitSeconds: 600
  hyperparameters: { regularization: 1.0 }

serving:
  run: python src/main.py serve
  readyTimeLimitSeconds: 30
  answerTimeLimitSeconds: 5

evaluation:
  task: ${task}
  minHoldoutRows: ${minHoldoutRows(rows)}
  # What ${task === 'classification' ? 'always guessing by the shares of the labels' : 'always answering the mean'} reaches, and a little worse: raise it to what your model reaches.
  metrics:
${bounds.join('\n')}
  champion: ${flow(champion)}
  golden: ${flow(goldenOptions)}
  maxLatencyP99Ms: 500

rollout:
  target: lambda-alias
  strategy: { kind: canary, stepPercents: [10, 50] }
  bakeSeconds: 600
  windowSeconds: 60
  judge: { minRequests: 50, maxErrorRate: 0.01, maxLatencyP99Ms: 1000 }

local:
  bakeSeconds: 4
  windowSeconds: 1
  data: [${files.sample}]
  traffic: { requests: ${files.requests}, requestsPerSecond: 200 }
`;
}

function flow(value: object): string {
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${typeof one === 'object' ? flow(one) : one}`)
    .join(', ')} }`;
}
