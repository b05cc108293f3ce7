import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** One violation a rule, as a file that breaks it and the line that does. */
const planted: Record<string, [file: string, line: string]> = {
  'core-is-pure': ['lib/core/reads.ts', "import 'node:fs';"],
  'core-hashes-in-one-file': ['lib/core/sha256.ts', "import 'node:os';"],
  'ports-are-core-types': ['lib/ports.ts', "import './aws/client.ts';"],
  'engine-reads-data': ['lib/engine/stores.ts', "import type {} from '../ports.ts';"],
  'steps-work-over-ports': ['lib/steps/step.ts', "import '../aws/client.ts';"],
  'aws-implements-ports': ['lib/aws/client.ts', "import '../steps/step.ts';"],
  'local-implements-ports': ['lib/local/place.ts', "import '../infra/construct.ts';"],
  'states-language-knows-nothing-of-us': ['lib/local/states-language/run.ts', "import '../../core/reads.ts';"],
  'infra-is-synthesis': ['lib/infra/construct.ts', "import '../../lambda/handler.ts';"],
  'index-is-the-constructs': ['lib/index.ts', "import './core/reads.ts';"],
  'data-is-the-gate': ['lib/data.ts', "import './infra/construct.ts';"],
  'cli-parses-and-prints': ['lib/cli/main.ts', "import '../infra/construct.ts';"],
  'cli-opens-what-is-deployed': ['lib/cli/deployed/open.ts', "import '../../engine/database.ts';"],
  'lambda-joins-steps-and-aws': ['lambda/handler.ts', "import '../lib/local/place.ts';"],
  'bin-only-calls': ['bin/app.ts', "import '../lib/steps/step.ts';"],
  'not-from-outside': ['lib/local/fake.ts', "import '../../test/fake.ts';"],
  'no-cycles': ['lib/local/circle.ts', "import './circle.ts';"],
  'no-orphans': ['lib/core/unused.ts', 'export {};'],
  resolvable: ['bin/lost.ts', "import '../lib/cli/lost.ts';"],
};

describe('the layers', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'layers-'));
    for (const [file, line] of [...Object.values(planted), ['test/fake.ts', 'export {};']] as const) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), `${line}\n`);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('every rule refuses the violation that is planted for it', () => {
    const { violations, rules } = cruise(folder);
    expect(Object.keys(planted).sort()).toEqual(rules);
    for (const [rule, [file]] of Object.entries(planted)) expect(violations).toContain(`${rule}: ${file}`);
  });

  test('the core asks nobody for the time, chance or environment', () => {
    const core = join(root, 'lib/core');
    const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const impure =
      /(?<!e-)\bprocess\.|\bDate\.now\b|new Date\(\)|\bMath\.random\b|\bperformance\.|\bsetTimeout\b|\bfetch\(/;
    expect(files.filter((file) => impure.test(readFileSync(join(core, file), 'utf8')))).toEqual([]);
  });
});

function cruise(cwd: string): { violations: string[]; rules: string[] } {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(root, '.dependency-cruiser.mjs');
  const folders = ['bin', 'lib', 'lambda', 'test'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--config', config, '-T', 'json', ...folders], {
    cwd,
    encoding: 'utf8',
  });
  const { summary } = JSON.parse(stdout || stderr) as {
    summary: {
      violations: Array<{ from: string; rule: { name: string } }>;
      ruleSetUsed: { forbidden: Array<{ name: string }> };
    };
  };
  return {
    violations: summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`),
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name).sort(),
  };
}
