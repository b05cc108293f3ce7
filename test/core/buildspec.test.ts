import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { quoted } from '../../lib/core/buildspec/shell.ts';
import { buildspecs } from '../../lib/core/buildspec.ts';
import { InputError } from '../../lib/core/errors.ts';
import { type Policy, policySchema } from '../../lib/core/policy/schema.ts';
import { projectNames } from '../../lib/core/step-io.ts';

const run = { runId: 'data-0123456789ab-1', imageTag: 'commit-0123456789abcdef' };
const hostile = `'; touch /tmp/pwned; echo "$(id)" \`id\` \${HOME} \\ \n#'`;

function policy(change: { check?: string; train?: string; requirement?: string; parameter?: string } = {}): Policy {
  const text = readFileSync(join(import.meta.dirname, '../../examples/iris/signalbox.yaml'), 'utf8');
  const given = parse(text) as Record<string, Record<string, unknown>>;
  return policySchema.parse({
    ...given,
    checks: [
      { name: 'first', run: change.check ?? 'true' },
      { name: 'second', run: 'echo second ran' },
    ],
    python: { requirements: [change.requirement ?? 'requirements.txt'] },
    training: {
      ...given.training,
      run: change.train ?? 'true',
      hyperparameters: { text: change.parameter ?? 'plain', number: 0.5 },
    },
  });
}

interface Buildspec {
  version: number;
  env: { shell: string };
  phases: { build: { commands: string[]; finally?: string[] } };
}

function scripts(of: Policy): Record<string, string[]> {
  const specs = buildspecs(of, run);
  const entries = projectNames.map((name) => {
    const { build } = (parse(specs[name]) as Buildspec).phases;
    return [name, [...build.commands, ...(build.finally ?? [])]] satisfies [string, string[]];
  });
  return Object.fromEntries(entries);
}

describe('buildspecs', () => {
  test('every buildspec is bash that parses, also with hostile names, and is below 8 KB', () => {
    const policies = [
      policy(),
      policy({ check: hostile, train: hostile, requirement: `a ${hostile}`, parameter: hostile }),
    ];
    for (const each of policies) {
      for (const text of Object.values(buildspecs(each, run))) expect(text.length).toBeLessThan(8_192);
      for (const script of Object.values(scripts(each)).flat()) {
        expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
      }
    }
  });

  test('what is quoted comes out of bash as it went in', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((t) => !t.includes('\0') && t.isWellFormed());
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), (words) => {
        const script = `printf '%s\\0' ${words.map(quoted).join(' ')}`;
        const out = words.length === 0 ? '' : execFileSync('bash', [], { input: script, encoding: 'utf8' });
        expect(out).toBe(words.map((word) => `${word}\0`).join(''));
      }),
      { numRuns: 30 },
    );
  });

  test('a NUL and commands beyond 8 KB are the input error of the policy', () => {
    expect(() => buildspecs(policy({ check: 'a\0b' }), run)).toThrow(InputError);
    expect(() => buildspecs(policy({ train: 'x'.repeat(9_000) }), run)).toThrow(/train buildspec 1\d{4} bytes/);
  });
});

describe('the scripts, run against stand-ins of aws, docker, python3 and uname', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'buildspec-'));
    mkdirSync(join(folder, 'bin'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const standIn = (name: string, body: string) => {
    writeFileSync(join(folder, 'bin', name), `#!/bin/bash\necho "${name} $*" >> ${folder}/calls\n${body}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  };

  /** Scripts name absolute folders, as SageMaker does; here they are moved below the test's own. */
  const execute = (script: string) => {
    const moved = script.replaceAll('/tmp/', `${folder}/`).replaceAll('/opt/ml', `${folder}/ml`);
    const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, SIGNALBOX_STORE: 'store' };
    const result = spawnSync('bash', ['-c', moved], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, SIGNALBOX_REPOSITORY_URI: '1.dkr.ecr.eu-west-1.amazonaws.com/models/iris' },
    });
    return { status: result.status, out: result.stdout + result.stderr };
  };
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8');
  const first = (of: Policy, project: string) => scripts(of)[project]?.[0] ?? '';
  const withPython = () => {
    standIn('python3', 'exit 0');
    standIn('python', 'exit 0');
  };

  test('the first check that fails ends the build and is named; later ones do not run', () => {
    withPython();
    const { status, out } = execute(first(policy({ check: "echo it''s bad; exit 3" }), 'checks'));
    expect(status).toBe(1);
    expect(out).toContain('== first failed with exit code 3');
    expect(out).not.toContain('second ran');
    expect(execute(first(policy(), 'checks'))).toMatchObject({ status: 0, out: expect.stringContaining('second ran') });
  });

  test('requirements that do not match their hashes end the build before any check', () => {
    withPython();
    standIn('python', 'exit 1');
    expect(execute(first(policy(), 'checks'))).toMatchObject({
      status: 1,
      out: expect.not.stringContaining('== first'),
    });
  });

  test('the same model files give the same archive, and hyperparameters arrive as text', () => {
    withPython();
    standIn('aws', `[ "$1" = s3api ] && cp "\${@: -1}" ${folder}/uploaded.$(ls ${folder} | grep -c uploaded); exit 0`);
    const train = policy({
      train: 'echo weights > /opt/ml/model/b; echo w > /opt/ml/model/a',
    });
    expect(execute(first(train, 'train')).status).toBe(0);
    expect(execute(first(train, 'train')).status).toBe(0);
    expect(readFileSync(join(folder, 'uploaded.0')).equals(readFileSync(join(folder, 'uploaded.1')))).toBe(true);
    const written = readFileSync(join(folder, 'ml/input/config/hyperparameters.json'), 'utf8');
    expect(JSON.parse(written)).toEqual({ text: 'plain', number: '0.5' });
    expect(calls()).toContain('--key runs/data-0123456789ab-1/train/model.tar.gz');
  });

  test('training that fails, hangs or writes nothing ends the build with its reason', () => {
    withPython();
    standIn('aws', 'exit 0');
    const reasonOf = (train: string) => execute(first(policy({ train }), 'train'));
    expect(reasonOf('echo no memory; exit 9')).toMatchObject({
      status: 1,
      out: expect.stringContaining('exit code 9: no memory'),
    });
    expect(reasonOf('true')).toMatchObject({ status: 1, out: expect.stringContaining('wrote no file') });
    const hanging = { ...policy({ train: 'sleep 5' }) };
    hanging.training = { ...hanging.training, timeLimitSeconds: 0.1 };
    expect(execute(first(hanging, 'train'))).toMatchObject({
      status: 1,
      out: expect.stringContaining('may take 0.1 s'),
    });
  });

  test('an image that exists is adopted, one that another build pushed first too, and trouble of ECR is no absence', () => {
    standIn('uname', 'echo aarch64');
    standIn('docker', '[ "$1" != push ] && cat > /dev/null; [ "$1" != push ] || { touch pushed; exit 1; }');
    standIn('aws', `[ "$2" = describe-images ] && echo sha256:aa; exit 0`);
    expect(execute(first(policy(), 'image')).status).toBe(0);
    expect(calls()).not.toContain('docker');
    const image = JSON.parse(readFileSync(join(folder, 'image.json'), 'utf8')) as { kind: string; tag: string };
    expect(image.kind).toBe('image');
    expect(image.tag).toBe('commit-0123456789abcdef-arm64');

    standIn(
      'aws',
      '[ "$2" != describe-images ] || [ -f pushed ] || { echo ImageNotFoundException >&2; exit 254; }; echo sha256:bb',
    );
    expect(execute(first(policy(), 'image')).status).toBe(0);
    expect(readFileSync(join(folder, 'image.json'), 'utf8')).toContain('sha256:bb');

    standIn('aws', 'echo AccessDenied >&2; exit 254');
    expect(execute(first(policy(), 'image')).status).not.toBe(0);
  });
});
