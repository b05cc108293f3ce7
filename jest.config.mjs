// Packages that have no CommonJS form.
const esm = [
  'commander',
  '@octokit',
  'before-after-hook',
  'content-type',
  'json-with-bigint',
  'marked',
  'toad-cache',
  'universal-github-app-jwt',
  'universal-user-agent',
].join('|');

const swc = (importInterop) => [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
    module: { type: 'commonjs', importInterop },
    sourceMaps: 'inline',
  },
];

export default {
  testEnvironment: 'node',
  reporters: ['default', '<rootDir>/.ci/closing-line.mjs'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/support/same-cases-in-ci.ts'],
  // They take minutes: npm run test:package installs a packed tarball, npm run test:emulator deploys into an emulator.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/package/', '<rootDir>/test/emulator/'],
  extensionsToTreatAsEsm: [],
  transform: {
    // They import each other's defaults, which are modules that this transform has made CommonJS.
    '/node_modules/.+\\.m?js$': swc('swc'),
    '^.+\\.(ts|js|mjs)$': swc('node'),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
  // A limit for what hangs: a machine that is busy may take its time.
  testTimeout: 180_000,
  // Half of jest's default on two cores would leave one idle while whole runs wait for their bakes.
  maxWorkers: '100%',
};
