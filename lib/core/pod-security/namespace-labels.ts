import { isPlain, type PlainObject, stringAt } from '../manifest/plain';
import type { Level } from './check';
import { isPolicyVersion } from './version';

/** What a namespace asks admission to do in one mode. */
export interface ModePolicy {
  readonly level: Level;
  /** `latest` or `v1.N`. */
  readonly version: string;
}

/** What a namespace asks of admission, as upstream reads its labels. */
export interface NamespacePolicy {
  readonly enforce: ModePolicy;
  readonly audit: ModePolicy;
  readonly warn: ModePolicy;
  /** Labels whose value is not valid: creating a namespace with one is refused. */
  readonly invalid: readonly string[];
}

type Mode = 'enforce' | 'audit' | 'warn';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];

/**
 * Reads the Pod Security labels of a namespace: `api/helpers.go`, `PolicyToEvaluate`, with the cluster default
 * (privileged, latest). An invalid enforce level counts as restricted, an invalid audit or warn level as privileged,
 * an invalid version as latest. Without a warn level, warn takes an enforce level that is stricter.
 */
export function namespacePolicy(namespace: PlainObject): NamespacePolicy {
  const metadata = isPlain(namespace.metadata) ? namespace.metadata : {};
  const labels = isPlain(metadata.labels) ? metadata.labels : {};
  const invalid: string[] = [];
  const read = (mode: Mode, invalidLevel: Level): ModePolicy => ({
    level: readLevel(labels, mode, invalidLevel, invalid),
    version: readVersion(labels, mode, invalid),
  });
  const enforce = read('enforce', 'restricted');
  const audit = read('audit', 'privileged');
  const warn = read('warn', 'privileged');
  const follows =
    labelAt(labels, 'warn') === undefined &&
    !invalid.includes(`${PREFIX}enforce`) &&
    enforce.level !== 'privileged';
  if (!follows) return { enforce, audit, warn, invalid };
  const version = labelAt(labels, 'warn-version') === undefined ? enforce.version : warn.version;
  return { enforce, audit, warn: { level: enforce.level, version }, invalid };
}

function labelAt(labels: PlainObject, name: string): string | undefined {
  return stringAt(labels, `${PREFIX}${name}`);
}

function readLevel(labels: PlainObject, mode: Mode, invalidLevel: Level, invalid: string[]): Level {
  const text = labelAt(labels, mode);
  if (text === undefined) return 'privileged';
  const level = LEVELS.find((known) => known === text);
  if (level === undefined) invalid.push(`${PREFIX}${mode}`);
  return level ?? invalidLevel;
}

function readVersion(labels: PlainObject, mode: Mode, invalid: string[]): string {
  const text = labelAt(labels, `${mode}-version`);
  if (text === undefined || isPolicyVersion(text)) return text ?? 'latest';
  invalid.push(`${PREFIX}${mode}-version`);
  return 'latest';
}
