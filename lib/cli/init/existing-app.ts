import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, type PlainObject } from '../../core/manifest/plain';
import { readConfig } from '../synth/config';
import { editApp, exportedChart } from './app-edits';
import { appTest, EMPTY_LOCK } from './templates';
import { dependsOn, type PlusChoice, plusOf } from './which-plus';

/** A file that changes, or comes. */
export interface Change {
  readonly file: string;
  /** Its text afterwards; undefined where it has to be changed by hand. */
  readonly text?: string;
  /** Whether the file is there already. */
  readonly existing: boolean;
  /** What changes, line by line. */
  readonly lines: readonly string[];
}

/**
 * What turns the cdk8s app of a folder into one that is hardened and judged. Its own test stays true, since every chart
 * stays what it is.
 * @param range the range of a dependency
 */
export function changesOf(folder: string, range: (dependency: string) => string): Change[] {
  const choice = plusIn(folder);
  return [packageChange(folder, choice, range), ...appChanges(folder, choice), lockChange(folder)].filter(
    (change) => change !== undefined,
  );
}

/** The cdk8s-plus of the app of a folder. */
export function plusIn(folder: string): PlusChoice {
  const main = mainFile(folder);
  const program = main === undefined ? '' : readFileSync(join(folder, main), 'utf8');
  return plusOf(readPackage(folder)?.value, program);
}

/** The `package.json` of a folder; undefined where there is none that can be read. */
export function readPackage(
  folder: string,
): { readonly text: string; readonly value: PlainObject } | undefined {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const value: unknown = JSON.parse(text);
    return isPlain(value) ? { text, value } : undefined;
  } catch {
    return undefined;
  }
}

function packageChange(
  folder: string,
  { plus }: PlusChoice,
  range: (dependency: string) => string,
): Change | undefined {
  const found = readPackage(folder);
  const missing = ['bulwark', plus].filter((name) => !dependsOn(found?.value, name));
  if (missing.length === 0) return undefined;
  const lines = missing.map((name) => `  + "${name}": "${range(name)}"`);
  const existing = existsSync(join(folder, 'package.json'));
  if (found === undefined) return { file: 'package.json', existing, lines };
  const given = objectAt(found.value, 'dependencies') ?? {};
  const added = { ...given, ...Object.fromEntries(missing.map((name) => [name, range(name)])) };
  const dependencies = Object.fromEntries(Object.entries(added).sort(([a], [b]) => (a < b ? -1 : 1)));
  const indent = /^[ \t]+/m.exec(found.text)?.[0] ?? '  ';
  const end = found.text.endsWith('\n') ? '\n' : '';
  const text = `${JSON.stringify({ ...found.value, dependencies }, null, indent)}${end}`;
  return { file: 'package.json', text, existing, lines };
}

function appChanges(folder: string, { entry }: PlusChoice): Change[] {
  const main = mainFile(folder);
  if (main === undefined && dependsOn(readPackage(folder)?.value, 'bulwark')) return [];
  if (main === undefined)
    return [{ file: 'the main file of the app', existing: true, lines: editApp('', entry).lines }];
  const before = readFileSync(join(folder, main), 'utf8');
  if (before.includes('HardenedApp')) return [];
  const { text, lines } = editApp(before, entry);
  const chart = text === undefined ? undefined : exportedChart(before);
  const change: Change = { file: main, text, existing: true, lines };
  const tested = chart !== undefined && dependsOn(readPackage(folder)?.value, 'jest');
  return tested ? [change, ...testChange(folder, main, { chart, entry })] : [change];
}

function testChange(
  folder: string,
  main: string,
  { chart, entry }: { readonly chart: string; readonly entry: string },
): Change[] {
  const file = `bulwark.test${main.endsWith('.ts') ? '.ts' : '.js'}`;
  if (existsSync(join(folder, file)) || !main.endsWith('.ts')) return [];
  const text = appTest(chart, `./${main.replace(/\.ts$/, '')}`, entry);
  return [{ file, text, existing: false, lines: [`  a test that nothing stands against ${chart}`] }];
}

function lockChange(folder: string): Change | undefined {
  const file = 'images.lock.json';
  if (existsSync(join(folder, file))) return undefined;
  const lines = [
    "  digests of images, which bulwark lock adds: new HardenedApp({ images: 'images.lock.json' })",
  ];
  return { file, text: EMPTY_LOCK, existing: false, lines };
}

/** The file of the app that its command names: of `node main.js` the source, where it is there. */
function mainFile(folder: string): string | undefined {
  const { app = '' } = readConfig(folder);
  const named = app.split(/\s+/).filter((word) => /\.[cm]?[jt]s$/.test(word));
  const candidates = named.flatMap((word) => [word.replace(/\.js$/, '.ts'), word]);
  return candidates.find((file) => !file.startsWith('-') && existsSync(join(folder, file)));
}
