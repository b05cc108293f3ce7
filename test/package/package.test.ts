import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { elfMachineOf, elfMachines } from '../../lib/infra/code/elf.ts';
import { Project } from './project.ts';

jest.setTimeout(600_000);
const root = join(import.meta.dirname, '../..');
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: Array<{ path: string; size: number }>;
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`. */
const imports =
  /^(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm;

let packed: Packed;
const user = new Project();

beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', user.folder];
  [packed] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8' })) as [Packed];
  user.write('package.json', { name: 'empty', private: true, type: 'module' });
  const pins = ['aws-cdk-lib', 'constructs', 'aws-cdk', 'typescript', '@types/node'].map(
    (name) => `${name}@${devDependencies[name]}`,
  );
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  const { code, err } = await user.run('npm', 'install', `./${packed.filename}`, ...pins, ...quiet);
  if (code !== 0) throw new Error(err);
  user.copy('examples/app', '.');
  user.copy('examples/iris', 'iris');
});
afterAll(async () => {
  await user.run('npx', 'signalbox', 'down');
  user.remove();
});

test('the tarball holds what a user needs and nothing else', () => {
  const paths = packed.files.map(({ path }) => path);
  const folders = Map.groupBy(packed.files, ({ path }) => path.split('/').slice(0, 3).join('/'));
  const lines = [...folders].map(
    ([folder, files]) => `${files.reduce((sum, { size }) => sum + size, 0)}\t${files.length}\t${folder}`,
  );
  console.log(
    `${packed.filename}: ${packed.size} bytes, ${packed.unpackedSize} unpacked, ${paths.length} files\n${lines.join('\n')}`,
  );
  const needed =
    /^(LICENSE|README\.md|package\.json|docs\/(signalbox|manifest)\.schema\.json|dist\/(bin|lib)\/.+\.js|dist\/bin\/THIRD-PARTY-LICENSES\.txt|dist\/lib\/(index|data|ports|code-host-ports|core|infra).*\.d\.ts|dist\/lambda\/.+|dist\/lib\/local\/init\/template\/.+)$/;
  expect(paths.filter((path) => !needed.test(path))).toEqual([]);
  expect(paths.filter((path) => /\.map$|\.test\.|(^|\/)test\/|(?<!\.d)\.ts$|\.node$|\.so$/.test(path))).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'dist/bin/signalbox.js',
      'docs/signalbox.schema.json',
      'docs/manifest.schema.json',
      'dist/lambda/profile/index.mjs',
      'dist/lib/local/init/template/dot-gitignore',
      'dist/lib/local/init/template/dot-github/workflows/ci.yml',
    ]),
  );
  expect(packed.size).toBeLessThan(16 * 1024 * 1024);
});

test('what the shipped code imports is installed with it', () => {
  const shipped = join(user.folder, 'node_modules/signalbox');
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8'));
  const installed = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
  const files = globSync('dist/{bin,lib}/**/*.js', { cwd: shipped }).filter(
    (file) => !file.includes('/init/template/'),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(join(shipped, file), 'utf8').matchAll(imports)]
      .map(([, from, bare, loaded]) => from ?? bare ?? loaded ?? '')
      .filter((name) => !name.startsWith('.') && !isBuiltin(name))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
  );
  expect(new Set(imported).size).toBeGreaterThan(10);
  expect([...new Set(imported)].filter((name) => !installed.has(name))).toEqual([]);
});

test('the app of the README type-checks against the shipped declarations, and a wrong prop does not', async () => {
  const compilerOptions = { module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] };
  user.write('tsconfig.json', { compilerOptions, include: ['*.ts'] });
  expect(await user.run('npx', 'tsc')).toMatchObject({ code: 0, out: '' });
  user.write('wrong.ts', readFileSync(join(user.folder, 'app.ts'), 'utf8').replace("'iris',", '1,'));
  const wrong = await user.run('npx', 'tsc');
  expect(wrong.out).toMatch(/wrong\.ts.*TS2322/);
});

test('a program judges data with the library, and its types are shipped', async () => {
  const program = [
    "import { drift, type GateRecord, profile, validate } from 'signalbox/data';",
    "const data = ['iris/data/iris.csv'];",
    "const { gate } = await validate({ data, contract: 'iris/contract.yaml' });",
    'const moved: GateRecord = await drift({ reference: data, current: data });',
    'const { rows } = await profile({ data });',
    'console.log(JSON.stringify([gate.verdict, moved.verdict, rows]));',
  ];
  user.write('library.ts', `${program.join('\n')}\n`);
  user.write('tsconfig.library.json', { extends: './tsconfig.json', include: ['library.ts'] });
  expect(await user.run('npx', 'tsc', '-p', 'tsconfig.library.json')).toMatchObject({ code: 0, out: '' });
  const { out, err } = await user.run('node', 'library.ts');
  expect({ out, err }).toEqual({ out: '["pass","pass",150]\n', err: '' });
});

describe('synthesis in the project', () => {
  const synth = async (app: string, out: string) => {
    const { code, err } = await user.run('npx', 'cdk', 'synth', '--quiet', '--app', `node ${app}`, '--output', out);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  };
  const libraries = (out: string, file: string) =>
    globSync(`${out}/asset.*/node_modules/@duckdb/*/${file}`, { cwd: user.folder });

  test('the ten lines become a stack with four state machines, without esbuild and without our sources', async () => {
    await synth('app.ts', 'cdk.out');
    const template = readFileSync(join(user.folder, 'cdk.out/Iris.template.json'), 'utf8');
    expect(template.match(/"Type": "AWS::StepFunctions::StateMachine"/g)).toHaveLength(4);
    expect(globSync('node_modules/{esbuild,@swc,jest}', { cwd: user.folder })).toEqual([]);
    expect(libraries('cdk.out', 'libduckdb.so').map((path) => elfMachineOf(join(user.folder, path)))).toEqual([
      // Of Profile and of JudgeData, which counts keys over all shards.
      elfMachines.x86_64,
      elfMachines.x86_64,
    ]);
  });

  test('functions for the other processor get the engine of that processor', async () => {
    const app = readFileSync(join(user.folder, 'app.ts'), 'utf8');
    const arm = app
      .replace("pipelineName: 'iris',", "pipelineName: 'iris',\n  architecture: Architecture.ARM_64,")
      .replace(
        'import { ModelDelivery',
        "import { Architecture } from 'aws-cdk-lib/aws-lambda';\nimport { ModelDelivery",
      );
    user.write('arm.ts', arm);
    await synth('arm.ts', 'cdk.arm');
    for (const file of ['libduckdb.so', 'duckdb.node']) {
      const machines = libraries('cdk.arm', file).map((path) => elfMachineOf(join(user.folder, path)));
      expect(machines).toEqual([elfMachines.arm64, elfMachines.arm64]);
    }
  });
});

describe('the command in the project', () => {
  test('says its version and explains itself', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await user.run('npx', 'signalbox', '--version')).out.trim()).toBe(version);
    expect((await user.run('npx', 'signalbox', '--help')).out).toContain('run');
  });

  test('releases the iris workload through the state machine', async () => {
    const ended = await user.run('npx', 'signalbox', 'run', 'iris', '--data', 'iris/data/iris.csv', '--json');
    expect({ code: ended.code, err: ended.code === 0 ? '' : ended.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toMatchObject({
      outcome: { outcome: 'released', version: '1.0.0', serving: '1.0.0' },
    });
    expect(statSync(join(user.folder, '.signalbox')).isDirectory()).toBe(true);
    expect((await user.run('npx', 'signalbox', 'down')).code).toBe(0);
  });
});
