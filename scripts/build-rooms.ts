import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import ts from 'typescript';

/** The rooms that become few files: each module in them runs for any front end, and imports no package. */
const ROOMS: readonly string[] = ['blueprints', 'core', 'model', 'readers', 'renderers', 'writer'];

/** The room that is so large that each of its folders is a file of its own: an import reads a few of them. */
const LARGE = 'core';

/** The file, in the folder of the build, that finds the modules. */
const LOADER_NAME = 'rooms.js';

/** The ending of a joined file; what has none of these names are the declarations. */
const PART = '.part.js';

/** How the compiler writes an import of a file. */
const REQUIRED = /\brequire\("(\.[^"\n]*)"\)/g;

/** Gives modules by their names: each runs when it is first asked for, as a file of its own would. */
const LOADER = `"use strict";
// Node.js takes longer to find and open hundreds of files than to run them.
const loaded = Object.create(null);
const parts = Object.create(null);
function load(id) {
  if (loaded[id] === undefined) {
    const module = (loaded[id] = { exports: {} });
    const [room, folder, file] = id.split("/", 3);
    const part = "./" + room + "/" + (room === "${LARGE}" && file !== undefined ? folder : room) + "${PART}";
    parts[part] ??= require(part);
    parts[part][id](module.exports, module);
  }
  return loaded[id].exports;
}
module.exports = load;
`;

/**
 * Joins the modules of each room, with a file `rooms.js` that finds them, and lets everything else of the build ask that.
 * The declarations and the tables stay where they are.
 * @param build the folder that the compiler wrote to
 */
export function joinRooms(build: string): void {
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.js'))
    .sort();
  const inside = files.filter(isJoined);
  const ids = new Set(inside.map((file) => file.slice(0, -'.js'.length)));
  const textOf = (file: string): string => readFileSync(join(build, file), 'utf8');
  const parts = new Map<string, string>();
  for (const id of ids) {
    const part = partOf(id);
    parts.set(part, (parts.get(part) ?? '') + moduleText(id, textOf(`${id}.js`), ids));
  }
  for (const file of files) {
    if (!isJoined(file)) writeFileSync(join(build, file), outsideText(file, textOf(file), ids));
  }
  for (const file of inside) rmSync(join(build, file));
  for (const [part, modules] of parts) {
    const text = `"use strict";\nconst load = require("../${LOADER_NAME}");\nmodule.exports = {\n${modules}};\n`;
    writeFileSync(join(build, part), text);
  }
  writeFileSync(join(build, LOADER_NAME), LOADER);
}

/** Whether a path leads into a room, or to the index of one. */
function isJoined(path: string): boolean {
  return ROOMS.includes(posix.join(path, '/').split('/')[0] ?? '');
}

/** The joined file that a module is in. */
function partOf(id: string): string {
  const [room = '', folder = '', file] = id.split('/', 3);
  return `${room}/${room === LARGE && file !== undefined ? folder : room}${PART}`;
}

/**
 * A module of a room as a function. It asks for modules of the rooms by their names, and for everything else by its place.
 * The parentheses let V8 compile the function when it first reads it, instead of reading it twice: nearly all are called.
 */
export function moduleText(id: string, text: string, ids: ReadonlySet<string>): string {
  const body = withoutComments(text).replace(REQUIRED, (_, request: string) => {
    const path = posix.join(posix.dirname(id), request);
    if (isJoined(path) && !path.endsWith('.json')) return `load("${moduleAt(path, ids)}")`;
    return `require("${relativeTo(posix.dirname(partOf(id)), path)}")`;
  });
  return `${JSON.stringify(id)}: (function (exports, module) {\n${body}\n}),\n`;
}

/** A file of another room, which asks for the modules by their names. */
export function outsideText(file: string, text: string, ids: ReadonlySet<string>): string {
  const folder = posix.dirname(file);
  return text.replace(REQUIRED, (whole: string, request: string) => {
    const path = posix.join(folder, request);
    if (!isJoined(path) || path.endsWith('.json')) return whole;
    return `require("${relativeTo(folder, LOADER_NAME)}")("${moduleAt(path, ids)}")`;
  });
}

function relativeTo(folder: string, path: string): string {
  const relative = posix.relative(folder, path);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function moduleAt(path: string, ids: ReadonlySet<string>): string {
  const found = [path, posix.join(path, 'index')].find((id) => ids.has(id));
  if (found === undefined) throw new Error(`there is no module ${path} in the joined rooms`);
  return found;
}

/** Comments are a third of the text, and read each time; the declarations have them too. */
function withoutComments(text: string): string {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true };
  return ts.transpileModule(text, { compilerOptions: options }).outputText;
}
