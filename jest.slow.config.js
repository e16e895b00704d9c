const slow = require('./test/slow.json');

/** The second test project: what installs packages, compiles samples, starts programs or runs long properties. */
/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: slow.files.map((file) => `<rootDir>/${file}`),
  testPathIgnorePatterns: ['/node_modules/'],
};
