import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCases } from './asl-cases.ts';
import { judge, type Verdict } from './asl-run.ts';

const DEFAULT_CASES = join(import.meta.dirname, '../../../shared/conformance');
const NEEDED = { outcome: 148, sequence: 140 };
/** The number of JSONPath cases that the thresholds are meant for; other sets are held to the same share. */
const OF = 152;

const WHERE = `The cases are not part of this repository. They are what AWS Step Functions returned to the snapshot tests of
github.com/localstack/localstack (tests/aws/services/stepfunctions, Apache-2.0), each as {id, definition, input, history,
jsonata} in a JSON array. Name a file or a directory of them: npm run conformance -- asl --cases FILE_OR_DIR`;

function casesPath(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { cases: { type: 'string', default: DEFAULT_CASES } } }).values.cases;
  } catch {
    return undefined;
  }
}

/** Runs the recorded state machines on our interpreter. Exit code 0, 1 below the threshold, 64 without cases. */
export async function asl(args: string[]): Promise<number> {
  const path = casesPath(args);
  const cases = path === undefined ? [] : loadCases(path);
  if (cases.length === 0) {
    console.error(
      path === undefined ? `usage: conformance asl [--cases FILE_OR_DIR]` : `No cases at ${path}.\n${WHERE}`,
    );
    return 64;
  }
  const all: Verdict[] = [];
  for (const test of cases) all.push(await judge(test));
  const verdicts = all.filter(({ unjudged }) => !unjudged);
  const passed = (what: 'outcome' | 'sequence' | 'cause'): number => verdicts.filter((verdict) => verdict[what]).length;
  console.log(`${verdicts.length} JSONPath cases recorded on AWS`);
  console.log(`  ${passed('outcome')} end with the same status, output and error name`);
  console.log(`  ${passed('sequence')} have the same sequence of event types`);
  console.log(`  ${passed('cause')} also have the same cause text`);
  for (const { id, outcome, sequence, why } of verdicts) {
    if (!outcome || !sequence) console.log(`miss (${outcome ? 'sequence' : 'outcome'}) ${id}\n  ${why}`);
  }
  for (const { id } of all.filter(({ unjudged }) => unjudged)) {
    console.log(`not judged (needs S3 objects or child executions that were not recorded) ${id}`);
  }
  const share = verdicts.length / OF;
  const enough = passed('outcome') >= NEEDED.outcome * share && passed('sequence') >= NEEDED.sequence * share;
  return enough ? 0 : 1;
}
