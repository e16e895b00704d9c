import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NO_IMAGES } from '../../blueprints/image-lock';
import type { PlainObject } from '../../core/manifest/plain';
import { MIRRORS_VARIABLE } from '../../host/host';
import { type Io, UsageError, withProgress } from '../io';
import { linesOfApp, runApp } from '../synth/child';
import { readConfig } from '../synth/config';
import { type FrontEndOptions, frontEnd } from '../synth/front-end';
import { brokenApp, objectsOf, readOutput } from '../synth/outcome';
import { type AppReport, readReport } from '../synth/report-file';
import { lockText } from './lock-file';
import { mirrorsIn, type NamedMirrors } from './mirrors';

/** What an app renders: its objects, or where it does not come to that, the images that stand against it. */
export interface AppImages {
  readonly objects: readonly PlainObject[];
  readonly unpinned: readonly string[];
  /** What the app, or each environment of it, names as mirrors. */
  readonly mirrors: readonly NamedMirrors[];
}

/** The options that choose an app. */
export type AppOptions = Pick<FrontEndOptions, 'app' | 'pulumi' | 'stack' | 'config'>;

/** The control whose findings are images without a digest. */
const CONTROL = 'image-pinned-to-digest';

/** Whether there is an app to run: one that the options name, or that of `cdk8s.yaml`. */
export function hasApp(options: AppOptions, io: Io): boolean {
  return options.app !== undefined || options.pulumi === true || readConfig(io.cwd).app !== undefined;
}

/**
 * Runs an app with a lock, and looks at what it renders; nothing of it is written.
 * @throws UsageError where the app fails, or tells nothing of its images
 */
export async function imagesOfApp(
  options: AppOptions,
  lock: string,
  today: string,
  io: Io,
): Promise<AppImages> {
  const front = frontEnd(options, io);
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-lock-'));
  try {
    const [output, report] = [join(folder, 'out'), join(folder, 'report.json')];
    const mirrors = join(folder, 'mirrors');
    const variables = {
      ...front.variables(output),
      BULWARK_TODAY: today,
      BULWARK_IMAGE_LOCK: lockFor(lock, folder, io),
      BULWARK_REPORT: report,
      [MIRRORS_VARIABLE]: mirrors,
    };
    const child = await withProgress(io, 'running the app', () => runApp(front.app, variables, io));
    const found = readReport(report);
    if (found === undefined && child.code !== 0) throw new UsageError(brokenApp(child, io));
    if (found === undefined) throw new UsageError([front.judgedNothing]);
    if (child.code === 0) io.stderr.lines(linesOfApp(child.stderr));
    const objects = objectsOf(readOutput(output));
    const unpinned = unpinnedIn(found);
    if (objects.length === 0 && unpinned.length === 0 && found.findings.length > 0) {
      throw new UsageError([
        'the app renders nothing, and says nothing of its images. Fix: bulwark synth says what stands against it',
      ]);
    }
    return { objects, unpinned, mirrors: mirrorsIn(mirrors) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lock that the app reads: an empty one where there is none yet, so that an app that names it runs. */
function lockFor(lock: string, folder: string, io: Io): string {
  const path = resolve(io.cwd, lock);
  if (existsSync(path)) return path;
  const empty = join(folder, 'images.lock.json');
  writeFileSync(empty, lockText(NO_IMAGES));
  return empty;
}

/** The images of containers and volumes that the app has no digest for. */
function unpinnedIn({ findings, suppressed }: AppReport): string[] {
  const found = [...findings, ...suppressed].filter(
    ({ control, path }) =>
      control === CONTROL && (path.endsWith('.image') || path.endsWith('.image.reference')),
  );
  return [...new Set(found.flatMap(({ found: text }) => imageIn(text)))];
}

/** The image of a finding; nothing where no string was found. */
function imageIn(found: string): string[] {
  if (!found.startsWith('"')) return [];
  try {
    const image: unknown = JSON.parse(found);
    return typeof image === 'string' && !image.includes('@') ? [image] : [];
  } catch {
    throw new UsageError([
      `${found}: the reference is too long to be read from the report. Fix: bulwark lock IMAGE DIGEST`,
    ]);
  }
}
