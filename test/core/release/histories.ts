import type { CommitRange } from '../../../lib/core/code-change.ts';
import type { NextVersion } from '../../../lib/core/release/version.ts';

export const rules = {
  dataOnly: 'patch',
  code: 'minor',
  interface: 'major',
  chore: 'patch',
  first: '1.0.0',
  preRelease: undefined,
} as const;

/** What happened to a model whose champion has the interface `i`, the source `s` and the commit `c0`. */
export interface History {
  story: string;
  champion: string | null;
  /** @default i */
  face?: string;
  /** @default t: other code than the champion's */
  source?: string;
  /** Messages from `c1` on, oldest first; null: nobody knows them. */
  commits?: string[] | CommitRange | null;
  taken?: string[];
  rules?: Record<string, string>;
  version: string;
  bump: NextVersion['bump'];
  reason?: string;
}

const data = { champion: '1.4.2', source: 's' };
const code = { champion: '1.4.2', source: 't' };
const range = (given: Partial<CommitRange>): CommitRange => ({
  base: 'c0',
  head: 'c2',
  complete: true,
  commits: [],
  ...given,
});
const commit = (sha: string, message: string) => ({ sha, message, author: 'ann' });

const first: History[] = [
  { story: 'the first release', champion: null, version: '1.0.0', bump: 'first', reason: 'the first release' },
  { story: 'a first release below 1', champion: null, rules: { first: '0.1.0' }, version: '0.1.0', bump: 'first' },
  {
    story: 'a first release candidate',
    champion: null,
    rules: { preRelease: 'rc' },
    version: '1.0.0-rc.1',
    bump: 'first',
  },
  {
    story: 'a first release that was taken back, again',
    champion: null,
    taken: ['1.0.0'],
    version: '1.1.0',
    bump: 'first',
  },
  {
    story: 'the first after a candidate that was taken back',
    champion: null,
    taken: ['1.0.0-rc.1'],
    version: '1.0.0',
    bump: 'first',
  },
  {
    story: 'a second try at a first candidate',
    champion: null,
    taken: ['1.0.0-rc.1'],
    rules: { preRelease: 'rc' },
    version: '1.0.0-rc.2',
    bump: 'first',
  },
];

const dataOnly: History[] = [
  { ...data, story: 'a data drop', version: '1.4.3', bump: 'patch', reason: 'only the data changed' },
  {
    ...data,
    story: 'a data drop after commits outside of the workload',
    commits: ['feat: a website'],
    version: '1.4.3',
    bump: 'patch',
  },
  { ...data, story: 'a data drop by a rule of minor', rules: { dataOnly: 'minor' }, version: '1.5.0', bump: 'minor' },
  { ...data, story: 'a data drop after one that was taken back', taken: ['1.4.3'], version: '1.4.4', bump: 'patch' },
  {
    ...data,
    story: 'a data drop after two that were taken back and a feature',
    taken: ['1.4.3', '1.4.4', '1.5.0'],
    version: '1.4.5',
    bump: 'patch',
  },
];

const byCommits: History[] = [
  {
    ...code,
    story: 'a feature',
    commits: ['feat: petal ratio'],
    version: '1.5.0',
    bump: 'minor',
    reason: 'the code changed',
  },
  { ...code, story: 'a fix', commits: ['fix: no crash on a null'], version: '1.5.0', bump: 'minor' },
  { ...code, story: 'a faster model', commits: ['perf: fewer trees'], version: '1.5.0', bump: 'minor' },
  { ...code, story: 'a refactoring', commits: ['refactor(train): one loop'], version: '1.5.0', bump: 'minor' },
  { ...code, story: 'a revert by its type', commits: ['revert: petal ratio'], version: '1.5.0', bump: 'minor' },
  {
    ...code,
    story: "git's own revert",
    commits: ['Revert "docs: a typo"\n\nThis reverts commit c1.'],
    version: '1.5.0',
    bump: 'minor',
  },
  { ...code, story: 'a commit of no form', commits: ['improve things'], version: '1.5.0', bump: 'minor' },
  { ...code, story: 'a commit of an unknown type', commits: ['model: deeper'], version: '1.5.0', bump: 'minor' },
  {
    ...code,
    story: 'documentation only',
    commits: ['docs: what C means'],
    version: '1.4.3',
    bump: 'patch',
    reason: 'only what leaves the model as it is changed',
  },
  {
    ...code,
    story: 'chores of every type',
    commits: ['docs: a', 'test: b', 'ci: c', 'build: d', 'chore: e', 'style: f'],
    version: '1.4.3',
    bump: 'patch',
  },
  { ...code, story: 'types in capitals', commits: ['Docs: a', 'TEST(unit): b'], version: '1.4.3', bump: 'patch' },
  {
    ...code,
    story: 'one fix among chores',
    commits: ['docs: a', 'fix: b', 'chore: c'],
    version: '1.5.0',
    bump: 'minor',
  },
  { ...code, story: 'a chore and a commit of no form', commits: ['docs: a', 'oops'], version: '1.5.0', bump: 'minor' },
  {
    ...code,
    story: 'chores that were merged',
    commits: ['docs: a', 'Merge pull request #7 from ann/docs'],
    version: '1.4.3',
    bump: 'patch',
  },
  {
    ...code,
    story: 'a merge and nothing that tells more',
    commits: ["Merge branch 'main'"],
    version: '1.5.0',
    bump: 'minor',
  },
  {
    ...code,
    story: 'a feature by a rule of patch',
    commits: ['feat: a'],
    rules: { code: 'patch' },
    version: '1.4.3',
    bump: 'patch',
  },
  {
    ...code,
    story: 'chores by a rule of minor',
    commits: ['docs: a'],
    rules: { chore: 'minor' },
    version: '1.5.0',
    bump: 'minor',
  },
  {
    ...code,
    story: 'a feature after one that was taken back',
    commits: ['feat: a'],
    taken: ['1.5.0'],
    version: '1.6.0',
    bump: 'minor',
  },
  {
    ...code,
    story: 'a word that is no type before a colon',
    commits: ['docs and tests: a'],
    version: '1.5.0',
    bump: 'minor',
  },
];

const unknown: History[] = [
  { ...code, story: 'code without a list of commits', commits: null, version: '1.5.0', bump: 'minor' },
  { ...code, story: 'code with an empty list', commits: [], version: '1.5.0', bump: 'minor' },
  {
    ...code,
    story: 'a list with gaps, of chores',
    commits: range({ complete: false, commits: [commit('c2', 'docs: a')] }),
    version: '1.5.0',
    bump: 'minor',
  },
  {
    ...code,
    story: 'a list with gaps, with a break',
    commits: range({ complete: false, commits: [commit('c2', 'feat!: a')] }),
    version: '2.0.0',
    bump: 'major',
  },
  {
    ...code,
    story: 'a list since another release, of chores',
    commits: range({ base: 'b9', commits: [commit('c2', 'docs: a')] }),
    version: '1.5.0',
    bump: 'minor',
  },
  {
    ...code,
    story: 'a list since before the champion',
    commits: range({ base: 'b9', commits: [commit('c2', 'docs: a'), commit('c0', 'feat: b')] }),
    version: '1.4.3',
    bump: 'patch',
  },
  {
    ...code,
    story: 'a list of a first connected repository',
    commits: range({ base: null, commits: [commit('c2', 'docs: a')] }),
    version: '1.5.0',
    bump: 'minor',
  },
];

const breaking: History[] = [
  {
    ...code,
    story: 'another interface',
    face: 'j',
    version: '2.0.0',
    bump: 'major',
    reason: 'features or answers changed',
  },
  {
    ...code,
    story: 'another interface that a commit calls a chore',
    face: 'j',
    commits: ['chore: a column'],
    version: '2.0.0',
    bump: 'major',
  },
  { ...data, story: 'another interface read from the same code', face: 'j', version: '2.0.0', bump: 'major' },
  {
    ...code,
    story: 'another interface by a rule of minor',
    face: 'j',
    rules: { interface: 'minor' },
    version: '1.5.0',
    bump: 'minor',
  },
  {
    ...code,
    story: 'an exclamation mark',
    commits: ['feat!: labels are numbers'],
    version: '2.0.0',
    bump: 'major',
    reason: 'a commit says that it breaks callers',
  },
  {
    ...code,
    story: 'an exclamation mark on a chore with a scope',
    commits: ['chore(api)!: drop a label', 'docs: a'],
    version: '2.0.0',
    bump: 'major',
  },
  {
    ...code,
    story: 'a footer',
    commits: ['fix: units\n\nBREAKING CHANGE: petals are in millimetres'],
    version: '2.0.0',
    bump: 'major',
  },
  {
    ...code,
    story: 'a footer with a hyphen and Windows line ends',
    commits: ['fix: units\r\n\r\nBREAKING-CHANGE: millimetres'],
    version: '2.0.0',
    bump: 'major',
  },
  {
    ...code,
    story: 'a break that is only spoken of',
    commits: ['docs: how a BREAKING CHANGE: is told'],
    version: '1.4.3',
    bump: 'patch',
  },
  {
    ...code,
    story: 'a break after one that was taken back',
    face: 'j',
    taken: ['2.0.0'],
    version: '3.0.0',
    bump: 'major',
  },
];

const belowOne: History[] = [
  { champion: '0.3.1', source: 's', story: 'data below 1', rules: { first: '0.1.0' }, version: '0.3.2', bump: 'patch' },
  {
    champion: '0.3.1',
    story: 'a feature below 1',
    commits: ['feat: a'],
    rules: { first: '0.1.0' },
    version: '0.4.0',
    bump: 'minor',
  },
  {
    champion: '0.3.1',
    story: 'a break below 1 stays below it',
    face: 'j',
    rules: { first: '0.1.0' },
    version: '0.4.0',
    bump: 'major',
  },
  { champion: '0.3.1', source: 's', story: 'leaving 0 by asking for 1.0.0', version: '1.0.0', bump: 'major' },
  {
    champion: '0.3.1',
    story: 'leaving 0 as a candidate',
    commits: ['feat: a'],
    rules: { preRelease: 'rc' },
    version: '1.0.0-rc.1',
    bump: 'major',
  },
];

const pre = { preRelease: 'rc' };
const preReleases: History[] = [
  {
    ...code,
    story: 'a candidate of a feature',
    commits: ['feat: a'],
    rules: pre,
    version: '1.5.0-rc.1',
    bump: 'minor',
  },
  { ...data, story: 'a candidate of a data drop', rules: pre, version: '1.4.3-rc.1', bump: 'patch' },
  {
    champion: '1.5.0-rc.1',
    story: 'the next candidate',
    commits: ['feat: b'],
    taken: ['1.5.0-rc.1'],
    rules: pre,
    version: '1.5.0-rc.2',
    bump: 'minor',
  },
  {
    champion: '1.5.0-rc.1',
    source: 's',
    story: 'data for a candidate',
    taken: ['1.5.0-rc.1'],
    rules: pre,
    version: '1.5.0-rc.2',
    bump: 'patch',
  },
  {
    champion: '1.5.0-rc.1',
    story: 'a candidate after one that was taken back',
    taken: ['1.5.0-rc.1', '1.5.0-rc.2'],
    rules: pre,
    version: '1.5.0-rc.3',
    bump: 'minor',
  },
  {
    champion: '1.4.3-rc.2',
    story: 'a feature on a candidate of data',
    commits: ['feat: a'],
    rules: pre,
    version: '1.5.0-rc.1',
    bump: 'minor',
  },
  {
    champion: '1.5.0-rc.2',
    story: 'a break on a candidate of a feature',
    face: 'j',
    rules: pre,
    version: '2.0.0-rc.1',
    bump: 'major',
  },
  {
    champion: '2.0.0-rc.1',
    story: 'a second break before 2.0.0',
    face: 'j',
    taken: ['2.0.0-rc.1'],
    rules: pre,
    version: '2.0.0-rc.2',
    bump: 'major',
  },
  { champion: '1.5.0-rc.2', source: 's', story: 'the release after its candidates', version: '1.5.0', bump: 'patch' },
  {
    champion: '1.5.0-rc.2',
    story: 'the release after its candidates, with a feature',
    commits: ['feat: c'],
    version: '1.5.0',
    bump: 'minor',
  },
  { champion: '1.5.0-rc.2', story: 'a break as the candidates end', face: 'j', version: '2.0.0', bump: 'major' },
  {
    champion: '1.5.0-beta.3',
    story: 'from beta to candidate',
    commits: ['feat: a'],
    rules: pre,
    version: '1.5.0-rc.1',
    bump: 'minor',
  },
  {
    champion: '1.5.0-rc.3',
    story: 'from candidate to beta goes up all the same',
    commits: ['feat: a'],
    rules: { preRelease: 'beta' },
    version: '1.6.0-beta.1',
    bump: 'minor',
  },
  {
    ...code,
    story: 'no candidate of a version that exists',
    commits: ['feat: a'],
    taken: ['1.5.0'],
    rules: pre,
    version: '1.6.0-rc.1',
    bump: 'minor',
  },
  {
    ...code,
    story: 'candidate eleven, not after one',
    commits: ['feat: a'],
    taken: ['1.5.0-rc.10', '1.5.0-rc.9'],
    rules: pre,
    version: '1.5.0-rc.11',
    bump: 'minor',
  },
];

export const histories: History[] = [
  ...first,
  ...dataOnly,
  ...byCommits,
  ...unknown,
  ...breaking,
  ...belowOne,
  ...preReleases,
];
