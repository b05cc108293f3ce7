/**
 * The layers, as rules that run (`npm run layers`). Each rule's comment is the sentence that a newcomer reads when it breaks.
 * test/layers.test.ts plants one violation of every rule and expects to be told.
 */

const node = (...modules) => `^(node:)?(${modules.join('|')})$`;
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const anyNode = Symbol("Node's own modules");

/** A layer may import `allowed` (paths, packages, Node's modules) and nothing else. */
const layer = (name, comment, { from, fromNot = [], allowed }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(fromNot.length > 0 && { pathNot: fromNot }) },
  to: {
    pathNot: allowed.filter((one) => one !== anyNode),
    ...(allowed.includes(anyNode) && { dependencyTypesNot: ['core'] }),
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    layer(
      'core-is-pure',
      'The core holds values and decisions: it may use itself and zod, yaml and semver, which only compute. No file, process, clock or network is in reach, so that every decision can be replayed.',
      {
        from: '^lib/core/',
        fromNot: ['^lib/core/sha256\\.ts$'],
        allowed: ['^lib/core/', packages('zod', 'yaml', 'semver')],
      },
    ),
    layer(
      'core-hashes-in-one-file',
      'Identities are hashes, so the core needs SHA-256: lib/core/sha256.ts is the one file that may ask Node for it, and for nothing else.',
      { from: '^lib/core/sha256\\.ts$', allowed: [node('crypto')] },
    ),
    layer(
      'ports-are-core-types',
      'The ports speak in words of the core; one that knew a cloud or a laptop would be no port.',
      { from: '^lib/(code-host-)?ports\\.ts$', allowed: ['^lib/core/', '^lib/code-host-ports\\.ts$'] },
    ),
    layer(
      'engine-reads-data',
      'The engine runs compiled checks over files: the core says which, DuckDB does it. It knows no store, no cloud and no network.',
      {
        from: '^lib/engine/',
        allowed: [
          '^lib/(core|engine)/',
          packages('@duckdb'),
          node('fs', 'fs/promises', 'path', 'vm', 'buffer', 'stream/promises', 'zlib'),
        ],
      },
    ),
    layer(
      'steps-work-over-ports',
      'A step says what happens, over ports: the same file runs on AWS and on a laptop. It may use temporary files and hashes, and libraries that read formats.',
      {
        from: '^lib/steps/',
        allowed: [
          '^lib/(core|engine|steps)/',
          '^lib/(code-host-)?ports\\.ts$',
          packages('zod', 'semver', 'fflate', 'csv-parse'),
          node('fs', 'fs/promises', 'path', 'os', 'stream/promises', 'zlib', 'crypto'),
        ],
      },
    ),
    layer(
      'aws-implements-ports',
      'lib/aws/ puts the ports on the AWS SDK, and on GitHub for what a deployed pipeline hears and tells there; it calls no step and knows no laptop.',
      {
        from: '^lib/aws/',
        allowed: [
          '^lib/(core|aws)/',
          '^lib/(code-host-)?ports\\.ts$',
          packages('@aws-sdk', '@smithy', '@octokit', 'tar', 'zod'),
          anyNode,
        ],
      },
    ),
    layer(
      'local-implements-ports',
      'lib/local/ puts the ports on files and processes, and runs the steps in-process. The CDK app is a program that it starts, never a module that it imports.',
      {
        from: '^lib/local/',
        fromNot: ['^lib/local/states-language/'],
        allowed: [
          '^lib/(core|engine|steps|local)/',
          '^lib/(code-host-)?ports\\.ts$',
          packages('zod', 'yaml', 'fflate', 'tar', 'csv-parse'),
          anyNode,
        ],
      },
    ),
    layer(
      'states-language-knows-nothing-of-us',
      'The interpreter runs any Amazon States Language definition: it imports nothing of Signalbox, so that its conformance to AWS means something.',
      { from: '^lib/local/states-language/', allowed: ['^lib/local/states-language/', anyNode] },
    ),
    layer(
      'infra-is-synthesis',
      'Constructs describe; they do not run. They share names and types with the core, and reach lambda/ and the bundler by path only, so that a synth loads no engine and no SDK.',
      {
        from: '^lib/infra/',
        allowed: ['^lib/(core|infra)/', packages('aws-cdk-lib', 'constructs', 'tar'), anyNode],
      },
    ),
    layer('index-is-the-constructs', 'What a CDK app imports is the constructs and nothing that runs later.', {
      from: '^lib/index\\.ts$',
      allowed: ['^lib/infra/'],
    }),
    layer(
      'data-is-the-gate',
      'What a program imports to judge data is the data gate on this machine: no construct, no cloud, no terminal.',
      { from: '^lib/data\\.ts$', allowed: ['^lib/(core|local)/'] },
    ),
    layer(
      'cli-parses-and-prints',
      'The command line parses, calls a place and prints. The CDK app is not among what it may import.',
      {
        from: '^lib/cli/',
        fromNot: ['^lib/cli/deployed/'],
        allowed: [
          '^lib/(core|engine|steps|local|aws|cli)/',
          '^lib/(code-host-)?ports\\.ts$',
          packages('commander', 'zod'),
          anyNode,
        ],
      },
    ),
    layer(
      'cli-opens-what-is-deployed',
      'A deployed pipeline as a place: the one folder of the command line that makes AWS clients, loaded only with --pipeline.',
      {
        from: '^lib/cli/deployed/',
        allowed: [
          '^lib/(core|steps|local|aws|cli)/',
          '^lib/(code-host-)?ports\\.ts$',
          packages('@aws-sdk', 'zod'),
          anyNode,
        ],
      },
    ),
    layer(
      'lambda-joins-steps-and-aws',
      'A handler takes the ports from lib/aws/, calls one step and answers; nothing of the laptop is in a bundle.',
      {
        from: '^lambda/',
        allowed: [
          '^lambda/',
          '^lib/(core|engine|steps|aws)/',
          '^lib/(code-host-)?ports\\.ts$',
          packages('@aws-lambda-powertools', 'zod'),
          anyNode,
        ],
      },
    ),
    layer('bin-only-calls', 'A program in bin/ only calls: the command line, or the CDK app with its checks.', {
      from: '^bin/',
      allowed: ['^lib/(infra|cli)/', packages('aws-cdk-lib', 'cdk-nag'), node('module', 'v8')],
    }),
    {
      name: 'not-from-outside',
      comment: 'The product imports neither its tests, nor its scripts, nor its examples.',
      severity: 'error',
      from: { path: '^(lib|lambda|bin)/' },
      to: { path: '^(test|[.]ci|examples)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file in two places.',
      severity: 'error',
      from: { path: '^(lib|lambda|bin|[.]ci)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports is a program (and named here) or dead.',
      severity: 'error',
      from: { orphan: true, path: '^(lib|lambda)/' },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import leads to a file or an installed package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API, so swc parses. It sees `import type` too: types keep to the layers as well.
    parser: 'swc',
    doNotFollow: { path: ['(^|/)node_modules/', '^dist/'] },
    exclude: { path: ['^cdk\\.out/', '^dist/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
