import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import ts from 'typescript';

/** The room that becomes few files: one for each of its folders, and one that finds the modules in them. */
const ROOM = 'core';

/** The ending of such a file; what has none of these names are the declarations. */
const PART = '.part.js';

/** How the compiler writes an import of a file. */
const REQUIRED = /\brequire\("(\.[^"\n]*)"\)/g;

/** Gives modules by their names: each runs when it is first asked for, as a file of its own would. */
const LOADER = `"use strict";
// The modules of the core, a file for each folder: Node.js takes longer to find and open hundreds of files than to run them.
const loaded = Object.create(null);
const parts = Object.create(null);
function load(id) {
  if (loaded[id] === undefined) {
    const module = (loaded[id] = { exports: {} });
    const name = id.includes("/") ? id.slice(0, id.indexOf("/")) : "${ROOM}";
    parts[name] ??= require("./${ROOM}/" + name + "${PART}");
    parts[name][id](module.exports, module);
  }
  return loaded[id].exports;
}
module.exports = load;
`;

/**
 * Puts each folder of the core into one file, with a file `core.js` that finds modules in them, and lets everything else
 * of the build ask that. The declarations and the tables stay where they are.
 * @param build the folder that the compiler wrote to
 */
export function joinCore(build: string): void {
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.js'))
    .sort();
  const inside = files.filter((file) => file.startsWith(`${ROOM}/`));
  const ids = new Set(inside.map((file) => file.slice(ROOM.length + 1, -'.js'.length)));
  const textOf = (file: string): string => readFileSync(join(build, file), 'utf8');
  const parts = new Map<string, string>();
  for (const id of ids) {
    const part = id.includes('/') ? id.slice(0, id.indexOf('/')) : ROOM;
    parts.set(part, (parts.get(part) ?? '') + moduleText(id, textOf(`${ROOM}/${id}.js`), ids));
  }
  for (const file of files) {
    if (!inside.includes(file)) writeFileSync(join(build, file), outsideText(file, textOf(file), ids));
  }
  for (const file of inside) rmSync(join(build, file));
  for (const [part, modules] of parts) {
    const text = `"use strict";\nconst load = require("../${ROOM}.js");\nmodule.exports = {\n${modules}};\n`;
    writeFileSync(join(build, ROOM, `${part}${PART}`), text);
  }
  writeFileSync(join(build, `${ROOM}.js`), LOADER);
}

/** A module of the core as a function. It asks for tables by their places, and for modules by their names. */
export function moduleText(id: string, text: string, ids: ReadonlySet<string>): string {
  const body = withoutComments(text).replace(REQUIRED, (_, request: string) => {
    const path = posix.join(posix.dirname(id), request);
    return path.endsWith('.json') ? `require("./${path}")` : `load("${moduleAt(path, ids)}")`;
  });
  return `${JSON.stringify(id)}(exports, module) {\n${body}\n},\n`;
}

/** A file of another room, which asks the joined file. */
export function outsideText(file: string, text: string, ids: ReadonlySet<string>): string {
  const folder = posix.dirname(file);
  return text.replace(REQUIRED, (whole: string, request: string) => {
    const path = posix.join(folder, request);
    if (!path.startsWith(`${ROOM}/`) || path.endsWith('.json')) return whole;
    const joined = posix.relative(folder, `${ROOM}.js`);
    return `require("${joined.startsWith('.') ? joined : `./${joined}`}")("${moduleAt(path.slice(ROOM.length + 1), ids)}")`;
  });
}

function moduleAt(path: string, ids: ReadonlySet<string>): string {
  const found = [path, posix.join(path, 'index')].find((id) => ids.has(id));
  if (found === undefined) throw new Error(`there is no module ${path} in ${ROOM}`);
  return found;
}

/** Comments are a third of the text, and read each time; the declarations have them too. */
function withoutComments(text: string): string {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true };
  return ts.transpileModule(text, { compilerOptions: options }).outputText;
}
