import { boundIn, forVersion } from '../../scripts/build-plus';

/** A front end in miniature, as the compiler writes one. */
const FILES = new Map([
  ['web.js', 'const kplus = __importStar(require("cdk8s-plus-27"));\nconst call_1 = require("./call");\n'],
  [
    'web.d.ts',
    "import * as kplus from 'cdk8s-plus-27';\nimport type { A } from './call';\nimport type { B } from '../core/b';\n",
  ],
  ['call.js', '// of cdk8s-plus-27, in words\nconst b_1 = require("../core/b");\n'],
  ['call.d.ts', 'export {};\n'],
  ['typed.js', 'const call_1 = require("./call");\n'],
  ['typed.d.ts', "export declare function web(): import('./web').Web;\n"],
  [
    'parts/pod.js',
    'const web_1 = require("../web");\nconst call_1 = require("../call");\nrequire("./plain");\n',
  ],
  ['parts/plain.js', 'require("../call");\n'],
  ['parts/index.js', 'require("./pod");\n'],
  ['index.js', 'require("./peers");\nvar parts_1 = require("./parts");\n'],
  ['index.d.ts', "import './peers';\nexport { Web } from './web';\nexport { call } from './call';\n"],
  [
    'peers.js',
    'const plus_1 = require("./plus");\n(0, plus_1.standOn)(\'cdk8s-plus-27\', require.resolve);\n',
  ],
  ['plus.js', 'const errors_1 = require("../core/errors");\n'],
]);

test('what names the reference, and what imports such a file, in its program or in its declarations', () => {
  expect([...boundIn(FILES)].sort()).toEqual(['index', 'parts', 'parts/pod', 'peers', 'typed', 'web']);
});

test.each([
  [
    'web.js',
    'const kplus = __importStar(require("cdk8s-plus-33"));\nconst call_1 = require("../cdk8s/call");\n',
  ],
  [
    'web.d.ts',
    "import * as kplus from 'cdk8s-plus-33';\nimport type { A } from '../cdk8s/call';\nimport type { B } from '../core/b';\n",
  ],
  ['typed.d.ts', "export declare function web(): import('./web').Web;\n"],
  [
    'parts/pod.js',
    'const web_1 = require("../web");\nconst call_1 = require("../../cdk8s/call");\nrequire("../../cdk8s/parts/plain");\n',
  ],
  ['index.js', 'require("./peers");\nvar parts_1 = require("./parts");\n'],
  ['index.d.ts', "import './peers';\nexport { Web } from './web';\nexport { call } from '../cdk8s/call';\n"],
  [
    'peers.js',
    'const plus_1 = require("../cdk8s/plus");\n(0, plus_1.standOn)(\'cdk8s-plus-33\', require.resolve);\n',
  ],
])('%s takes what is bound from its own folder, the rest from the one of the reference', (file, text) => {
  expect(forVersion(file, FILES.get(file) ?? '', 'cdk8s-plus-33', boundIn(FILES))).toBe(text);
});
