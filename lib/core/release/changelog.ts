import type { Commit } from '../code-change.ts';
import { show } from '../model-checks/model-check.ts';
import { oneLine, readCommit } from './conventional-commit.ts';
import { type DataChange, dataChangeText } from './data-change.ts';
import type { ManifestBody } from './manifest.ts';

const head = `# Changelog

All releases of this model, newest first, in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).
Versions follow [Semantic Versioning](https://semver.org).
`;

/** What is new in a release beside what its manifest says. */
export interface News {
  /** Since the parent, newest first; `complete` is false where some are missing. */
  commits: Commit[];
  complete: boolean;
  /** Against the parent's snapshot; null where one of the two is not known. */
  data: DataChange | null;
}

export interface Parent {
  /** Its whole changelog. */
  text: string;
  manifest: ManifestBody;
}

/** The changelog as of this release: its section on top of the parent's. */
export function changelog(release: ManifestBody, parent: Parent | null, news: News): string {
  const start = parent?.text.indexOf('\n## ') ?? -1;
  const earlier = parent && start >= 0 ? parent.text.slice(start) : '';
  return `${head}\n${releaseNotes(release, parent?.manifest ?? null, news)}${earlier}`;
}

/** The section of one release: what a code host shows as its notes. */
function releaseNotes(release: ManifestBody, parent: ManifestBody | null, news: News): string {
  const lines: Record<Section, string[]> = { Added: [], Changed: [], Fixed: [] };
  lines[parent === null ? 'Added' : 'Changed'].push(...summaryLines(release), ...factLines(release, parent, news));
  for (const { section, line } of commitLines(news.commits)) lines[section].push(line);
  if (news.commits.length > 0 && !news.complete) lines.Changed.push('- More commits than the code host listed.');
  return [
    `## ${release.version} - ${release.createdAt.slice(0, 10)}`,
    '',
    ...sections.flatMap((name) => (lines[name].length > 0 ? [`### ${name}`, '', ...lines[name], ''] : [])),
  ].join('\n');
}

const sections = ['Added', 'Changed', 'Fixed'] as const;
type Section = (typeof sections)[number];
const sectionOf: Record<string, Section> = { feat: 'Added', fix: 'Fixed' };
/** A range may have thousands; nobody reads them here. */
const mostCommits = 100;

function commitLines(commits: Commit[]): Array<{ section: Section; line: string }> {
  const read = commits.map(({ sha, message }) => ({ sha, ...readCommit(message) }));
  const telling = read.filter(({ type }) => type !== 'merge');
  const lines = telling.slice(0, mostCommits).map(({ sha, type, scope, breaking, description }) => {
    const mark = breaking ? '**Breaking:** ' : '';
    const where = scope === null ? '' : `${words(scope)}: `;
    const what = `${type === 'revert' ? 'Reverted: ' : ''}${words(description)}`;
    return { section: sectionOf[type ?? ''] ?? 'Changed', line: `- ${mark}${where}${what} (${sha.slice(0, 7)})` };
  });
  const left = telling.length - lines.length;
  return left > 0 ? [...lines, { section: 'Changed', line: `- … and ${left} more commits.` }] : lines;
}

function summaryLines({ reason, trigger, runId, source, model }: ManifestBody): string[] {
  return [
    `- ${capital(reason)} (${trigger.kind}: ${words(trigger.detail)}), run \`${runId}\`.`,
    `- Source \`${source.digest.slice(0, 12)}\`${commitOf(source.commit)}, model \`${model.digest.slice(0, 12)}\`.`,
  ];
}

function factLines(release: ManifestBody, parent: ManifestBody | null, news: News): string[] {
  const { data, overrides = [], approval } = release;
  const before = parent === null ? '' : `; ${dataText(parent, release, news.data)}`;
  return [
    `- Trained on ${data.trainRows} rows, judged on ${data.holdoutRows} (snapshot \`${data.snapshot.slice(0, 12)}\`)${before}.`,
    ...Object.entries(release.metrics).map(([name, value]) => metricLine(name, value, release, parent)),
    ...overrides.map(
      ({ gate, check, subject, verdict, until, by, reason }) =>
        `- Let pass until ${until} by ${words(by)}: ${check} of ${words(subject)} at the ${gate} gate, which is ${verdict} (${words(reason)}).`,
    ),
    ...(approval
      ? [`- Approved${approval.by === null ? '' : ` by ${words(approval.by)}`}: ${words(approval.reason)}.`]
      : []),
  ];
}

function dataText(parent: ManifestBody, { data }: ManifestBody, change: DataChange | null): string {
  if (parent.data.snapshot === data.snapshot) return `the data of ${parent.version}`;
  const rows = data.rows - parent.data.rows;
  const than = rows === 0 ? `as many rows as ${parent.version}` : `${signed(rows)} rows against ${parent.version}`;
  return change === null ? than : `${than}, ${dataChangeText(change)}`;
}

/** A difference is told only where both models answered the same rows: each release's own holdout is another one. */
function metricLine(name: string, value: number, { comparison }: ManifestBody, parent: ManifestBody | null): string {
  const theirs = comparison?.metrics[name];
  if (comparison && theirs !== undefined) {
    const difference = `${comparison.champion} on the same ${comparison.rows} rows: ${show(theirs)}, ${signed(value - theirs)}`;
    return `- ${name}: ${show(value)} (${difference}).`;
  }
  const before = parent?.metrics[name];
  const own = before === undefined ? '' : ` (${parent?.version} on its own holdout: ${show(before)})`;
  return `- ${name}: ${show(value)}${own}.`;
}

function signed(value: number): string {
  return value === 0 ? 'no difference' : `${value > 0 ? '+' : '−'}${show(Math.abs(value))}`;
}

/** Words of a user: one line that is neither markup nor a link, and calls nobody (`@name`) on a code host. */
export function words(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .replaceAll('://', ':\u200b//');
}

function commitOf(commit: string | null): string {
  return commit === null ? '' : ` (commit \`${commit.slice(0, 12)}\`)`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
