import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDefinitions } from './gx-cases.ts';
import { judgeDefinition, type Verdict } from './gx-run.ts';

const DEFAULT_CASES = join(import.meta.dirname, '../../../shared/conformance/great-expectations');
const DOCUMENT = join(import.meta.dirname, '../../docs/conformance.md');
const NEEDED = 400;
/** The number of cases that the threshold is meant for; other sets are held to the same share. */
const OF = 438;

const WHERE = `The cases are not part of this repository. They are the expectations' own definitions of
github.com/great-expectations/great_expectations (tag 1.2.0, tests/test_definitions, Apache-2.0). Name a file or a directory
of them: npm run conformance -- gx --cases FILE_OR_DIR`;

function casesPath(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { cases: { type: 'string', default: DEFAULT_CASES } } }).values.cases;
  } catch {
    return undefined;
  }
}

/** Answers the definitions' suites with our engine. Exit code 0, 1 below the threshold or with an unlisted miss, 64 without cases. */
export async function gx(args: string[]): Promise<number> {
  const path = casesPath(args);
  const definitions = path === undefined ? [] : loadDefinitions(path);
  if (definitions.length === 0) {
    console.error(
      path === undefined ? 'usage: conformance gx [--cases FILE_OR_DIR]' : `No cases at ${path}.\n${WHERE}`,
    );
    return 64;
  }
  const verdicts: Verdict[] = [];
  for (const definition of definitions) {
    const judged = await judgeDefinition(definition);
    verdicts.push(...judged);
    console.log(`${countsOf(judged)}  ${definition.expectation}`);
  }
  console.log(`${countsOf(verdicts)}  ${verdicts.length} cases`);
  const listed = new Set(listedMisses());
  const misses = verdicts.filter(({ outcome }) => outcome === 'fail');
  const unlisted = misses.filter(({ expectation, title }) => !listed.has(`${expectation} ${title}`));
  for (const { expectation, title, why } of misses) console.log(`miss ${expectation} ${title}\n  ${why}`);
  for (const { expectation, title, why } of verdicts.filter(({ outcome }) => outcome === 'not applicable'))
    console.log(`not applicable (${why}) ${expectation} ${title}`);
  for (const { expectation, title } of unlisted)
    console.log(`not listed in docs/conformance.md: ${expectation} ${title}`);
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  return unlisted.length === 0 && passed >= (NEEDED * verdicts.length) / OF ? 0 : 1;
}

function countsOf(verdicts: Verdict[]): string {
  const outcomes = ['pass', 'fail', 'not applicable'] as const;
  return outcomes
    .map((outcome) => `${String(verdicts.filter((one) => one.outcome === outcome).length).padStart(4)} ${outcome}`)
    .join(' ');
}

/** Cases that the document says cannot be answered, as `expectation title`. */
function listedMisses(): string[] {
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| `((?:expect|unexpected)_\w+)` \| `(.+?)` \|/gm);
  return [...rows].map(([, expectation, title]) => `${expectation} ${title}`);
}
