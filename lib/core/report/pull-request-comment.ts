import { buildCost, costSentence } from '../cost/build-cost.ts';
import type { PaidTraining } from '../cost/paid-training.ts';
import type { Outcome, RunRecord } from '../run.ts';
import { coverageLine, failedChecks, overriddenChecks, warningChecks } from './comment/checks.ts';
import { code, link, text } from './comment/markdown.ts';
import { metricsTable } from './comment/metrics.ts';
import { formatDuration } from './format.ts';

/** Where the report of the run can be opened or found. */
export interface CommentPlace {
  /** Null where no address reaches it. */
  reportUrl: string | null;
  /** The bucket and key, or the path. */
  reportPath: string;
  /** What the deployment trains with, for what it cost. */
  training?: PaidTraining | undefined;
}

const verdicts: Record<Outcome, string> = {
  released: '✅ Released',
  passed: '✅ Passed',
  rejected: '❌ Rejected',
  inconclusive: '⚠️ Inconclusive',
  rolled_back: '❌ Rolled back',
  broken: '🛠️ Broken',
  superseded: '⏭️ Superseded',
  requeued: '⏳ Waiting',
};

/**
 * What a run found, as the Markdown comment of a pull request. Titles, names and sentences come from people, files and models:
 * each goes through markdown.ts, so that none can mention, link or look like a part of ours.
 */
export function pullRequestComment(record: RunRecord, place: CommentPlace): string {
  const { request, outcome, gates } = record;
  const sections: Array<[string, string | undefined]> = [
    ['Metrics on the holdout rows', metricsTable(gates)],
    ['What did not pass', failedChecks(gates)],
    ['What only warns', warningChecks(gates)],
    ['Let pass by name', overriddenChecks(gates)],
  ];
  return [
    `### ${verdicts[outcome.outcome]}: ${text(request.pipeline)}`,
    text(summary(record)),
    ...sections.flatMap(([title, body]) => (body === undefined ? [] : [`#### ${title}`, body])),
    factLines(record, place).join('\n'),
    '',
  ].join('\n\n');
}

/** What the tables tell anyway is not told before them. */
function summary({ outcome, gates }: RunRecord): string {
  const decided = gates.find(({ gate }) => gate === outcome.gate);
  const open = decided?.checks.filter(({ verdict }) => verdict !== 'pass').length ?? 0;
  if (!decided || open === 0) return outcome.sentence;
  const serves = outcome.serving === null ? 'nothing serves yet' : `${outcome.serving} serves on`;
  const word = decided.verdict === 'fail' ? 'says no' : 'cannot tell';
  return `The ${decided.gate} gate ${word}: ${open} of ${decided.checks.length} checks did not pass; ${serves}.`;
}

function factLines({ request, outcome, timeline, gates }: RunRecord, place: CommentPlace): string[] {
  const took = Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt);
  const cost = buildCost(timeline, outcome.executionArn, place.training);
  const coverage = coverageLine(gates);
  const report = place.reportUrl === null ? code(place.reportPath, 400) : link('report', place.reportUrl);
  return [
    `- Run ${code(request.runId)} of commit ${commitOf(request)}; ${outcome.serving === null ? 'nothing serves yet' : `${code(outcome.serving)} serves`}`,
    ...(coverage ? [`- Coverage: ${coverage}`] : []),
    `- Took ${formatDuration(took)}`,
    ...(cost ? [`- Cost: ${costSentence(cost)}`] : []),
    `- Everything else: ${report}`,
  ];
}

function commitOf({ change, source }: RunRecord['request']): string {
  const commit = change?.commit ?? source.commit ?? 'none';
  const shown = code(commit.slice(0, 12));
  const onGitHub = change?.host === 'github' && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(change.repository);
  return onGitHub ? link(shown, `https://github.com/${change.repository}/commit/${commit}`) : shown;
}
