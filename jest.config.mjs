const esm = ['commander'].join('|');

export default {
  testEnvironment: 'node',
  reporters: ['default', '<rootDir>/.ci/closing-line.mjs'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Installs a packed tarball, which takes minutes: npm run test:package.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/package/'],
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs', importInterop: 'node' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
  testTimeout: 30_000,
  // Half of jest's default on two cores would leave one idle while whole runs wait for their bakes.
  maxWorkers: '100%',
};
