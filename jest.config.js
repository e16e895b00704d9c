const os = require('node:os');
const slow = require('./test/slow.json');

/** @type {import('jest').Config} */
module.exports = {
  // Node.js, with modules that are compiled once a worker.
  testEnvironment: '<rootDir>/test/support/compiled-once.ts',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/seed.setup.ts'],
  // Generous: a machine that is busy takes long to load the libraries, and no test measures time.
  testTimeout: 60_000,
  testMatch: ['**/*.test.ts'],
  // The second project, `npm run test:slow`.
  testPathIgnorePatterns: ['/node_modules/', ...slow.files.map((file) => `/${file}$`)],
  // One for each core: Jest itself leaves one free, which is half of two. More than eight wait for the disk.
  maxWorkers: Math.min(os.availableParallelism(), 8),
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    '^bulwark$': '<rootDir>/lib/index.ts',
    '^bulwark/cdk8s$': '<rootDir>/lib/cdk8s/index.ts',
    '^bulwark/pulumi$': '<rootDir>/lib/pulumi/index.ts',
    '^bulwark/crossguard$': '<rootDir>/lib/crossguard/index.ts',
    '^bulwark/jest$': '<rootDir>/lib/testing/index.ts',
  },
};
