import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { joinRooms, moduleText, outsideText } from '../../scripts/build-rooms';

/** A build in miniature, as the compiler writes one: two modules that need each other, a table, a folder with an index. */
const FILES: Readonly<Record<string, string>> = {
  'core/a.js': 'exports.name = "a";\nconst b_1 = require("./deep/b");\nexports.other = () => b_1.name;\n',
  'core/deep/b.js':
    'const a_1 = require("../a");\nconst rows = require("./rows.json");\nexports.name = rows[0];\nexports.back = () => a_1.name;\n',
  'core/deep/rows.json': '["b"]',
  'core/deep/index.js': 'exports.count = (globalThis.coreRan = (globalThis.coreRan ?? 0) + 1);\n',
  'core/a.d.ts': 'export declare const name: string;\n',
  'index.js':
    'const a_1 = require("./core/a");\nexports.list = [a_1.name, a_1.other(), require("./core/deep/b").back()];\nexports.again = require("./core/a") === a_1;\n',
  'model/m.js':
    'const { name } = require("../core/a");\nconst { day } = require("../host/h");\nexports.said = name + day + require("./m.json").n;\n',
  'model/m.json': '{ "n": 1 }',
  'renderers/index.js': 'exports.said = require("../model/m").said;\n',
  'host/h.js': 'exports.day = "today";\n',
  'cli/said.js': 'exports.said = require("../renderers").said;\n',
  'cli/main.js': 'exports.count = require("../core/deep").count + require("../core/deep/index").count;\n',
};

let build = '';
beforeAll(() => {
  build = mkdtempSync(join(tmpdir(), 'core-'));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(build, file)), { recursive: true });
    writeFileSync(join(build, file), text);
  }
  joinRooms(build);
});
afterAll(() => rmSync(build, { recursive: true }));

const built = (file: string): unknown => createRequire(join(build, 'x.js'))(join(build, file));

test('modules find each other, in circles too, and their tables; each is one for everybody', () => {
  expect(built('index.js')).toEqual({ list: ['a', 'b', 'a'], again: true });
});

test('a module runs once, and when it is asked for', () => {
  expect(built('cli/main.js')).toEqual({ count: 2 });
});

test('a module finds those of other rooms, joined or not, and its table', () => {
  expect(built('cli/said.js')).toEqual({ said: 'atoday1' });
  expect(readdirSync(join(build, 'model')).sort()).toEqual(['m.json', 'model.part.js']);
});

test('declarations and tables stay, modules go', () => {
  const left = Object.keys(FILES).filter((file) => file.startsWith('core/') && existsSync(join(build, file)));
  expect(left).toEqual(['core/deep/rows.json', 'core/a.d.ts']);
  expect(readdirSync(join(build, 'core')).sort()).toEqual(['a.d.ts', 'core.part.js', 'deep', 'deep.part.js']);
});

test('what is not there is an error of the build', () => {
  const ids = new Set(['core/a']);
  const missing = 'no module core/b in the joined rooms';
  expect(() => moduleText('core/a', 'require("./b");', ids)).toThrow(missing);
  expect(() => outsideText('cli/a.js', 'require("../core/b");', ids)).toThrow(missing);
});

test('comments are left out', () => {
  expect(
    moduleText('core/a', '/** Says why. */\nexports.a = "/* no comment */"; // aside\n', new Set()),
  ).toBe('"core/a": (function (exports, module) {\nexports.a = "/* no comment */";\n\n}),\n');
});
