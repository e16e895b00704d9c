import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Field } from '../../lib/core/validation/field';

const FOLDER = resolve(__dirname, '../../lib/core/validation');
const METHODS = [
  'invalid',
  'misnamed',
  'required',
  'forbidden',
  'notSupported',
  'duplicate',
  'tooLong',
  'tooMany',
] as const;
const CALL = new RegExp(`\\.(?:${METHODS.join('|')})\\(`, 'g');

/** Lines of a stack that are looked at. */
const DEPTH = 6;

/** Places in the rules that refuse something, as `kinds/service.ts:12`, with the fields at which they did. */
export class Sites {
  /** Site to the paths at which it refused, in the object that is judged now. */
  private current = new Map<string, string>();

  /** Watches every refusal from now on. */
  watch(): void {
    for (const method of METHODS) {
      const original: unknown = Reflect.get(Field.prototype, method);
      if (typeof original !== 'function') throw new Error(`Field has no ${method}`);
      const note = (field: Field): void => {
        const site = siteHere();
        if (site !== undefined) this.current.set(site, field.path);
      };
      Reflect.set(Field.prototype, method, function (this: Field, ...args: unknown[]): unknown {
        note(this);
        return Reflect.apply(original, this, args);
      });
    }
  }

  /** The sites that refused since it was asked last. */
  take(): ReadonlyMap<string, string> {
    const taken = this.current;
    this.current = new Map();
    return taken;
  }
}

/** Every site that there is. */
export function allSites(): string[] {
  const sites: string[] = [];
  for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts') || name === 'field.ts') continue;
    const lines = readFileSync(join(FOLDER, name), 'utf8').split('\n');
    for (const [index, line] of lines.entries())
      if (line.match(CALL) !== null) sites.push(`${name}:${index + 1}`);
  }
  return sites;
}

/** Sites by the places of the compiled code: to find the line of the source costs a hundred times as much. */
const known = new Map<string, string | undefined>();

/** The place in the rules that called. */
function siteHere(): string | undefined {
  const [limit, prepare] = [Error.stackTraceLimit, Error.prepareStackTrace];
  Error.stackTraceLimit = DEPTH;
  Error.prepareStackTrace = (_error, frames) =>
    frames
      .map((frame) => `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`)
      .join();
  const key = String(new Error('here').stack);
  Error.prepareStackTrace = prepare;
  const site = known.has(key) ? known.get(key) : siteIn(String(new Error('here').stack));
  known.set(key, site);
  Error.stackTraceLimit = limit;
  return site;
}

/** The first line of a stack that lies in the rules. */
function siteIn(stack: string): string | undefined {
  for (const [, file = '', line = ''] of stack.matchAll(/\(?((?:\/|file:)[^():]*\.ts):(\d+):\d+\)?/g)) {
    const name = relative(FOLDER, file.replace(/^file:\/\//, ''));
    if (!name.startsWith('..') && name !== 'field.ts') return `${name}:${line}`;
  }
  return undefined;
}
