import type { IConstruct } from 'constructs';
import { CDK8S_PLUS, entryOf } from '../cdk8s-plus';
import { BulwarkError } from '../core/errors';
import { isPlain, stringAt } from '../core/manifest/plain';
import { isThere, requirePeers } from '../peers';

// Keyed by name, so that two copies of this package in one program understand each other.
const STANDING = Symbol.for('bulwark.cdk8s-plus');

/** Where jsii, which cdk8s-plus is built with, writes the package and the version of a class. */
const TYPE = Symbol.for('jsii.rtti');

/**
 * Says which cdk8s-plus the constructs of this process are on, before it is loaded.
 * @param plus the package that the entry point was made for
 * @param resolve finds a package or throws: `require.resolve` of the entry point
 * @throws BulwarkError where a peer is missing, or an entry point of another version is loaded already
 */
export function standOn(plus: string, resolve: (peer: string) => string): void {
  const entry = entryOf(plus) ?? plus;
  const instead = isThere(plus, resolve) ? undefined : CDK8S_PLUS.find((other) => isThere(other, resolve));
  if (instead !== undefined) {
    const fix = `Fix: import from '${entryOf(instead)}', or npm install ${plus}`;
    throw new BulwarkError(`${entry} needs ${plus}, and ${instead} is installed. ${fix}`, []);
  }
  requirePeers(entry, ['cdk8s', plus, 'constructs'], resolve);
  const before = standing();
  if (before !== undefined && before !== plus) {
    const both = `${entryOf(before)} on ${before}, ${entry} on ${plus}`;
    throw new BulwarkError(`two versions of cdk8s-plus in one process: ${both}`, [
      'Fix: import from one of the two everywhere, that of the version which the app itself imports',
    ]);
  }
  Object.defineProperty(globalThis, STANDING, { value: plus, configurable: true });
}

function standing(): string | undefined {
  const plus: unknown = Reflect.get(globalThis, STANDING);
  return typeof plus === 'string' ? plus : undefined;
}

/** A version of cdk8s-plus, and the first construct of it. */
interface Use {
  readonly plus: string;
  readonly version: string;
  readonly where: string;
}

/** Trees that were looked at. */
const ofOne = new WeakSet<IConstruct>();

/** As `refuseMixed`, once for each tree: for what renders without an app of ours. */
export function refuseMixedOnce(construct: IConstruct): void {
  const { root } = construct.node;
  if (!ofOne.has(root)) refuseMixed(root);
}

/**
 * Refuses a tree whose constructs come from two versions of cdk8s-plus: what one of them takes of the other is not what
 * it knows, and the compiler would have said so.
 * @throws BulwarkError that names both
 */
export function refuseMixed(root: IConstruct): void {
  const uses = usesIn(root);
  const plus = standing() ?? uses[0]?.plus;
  const other = uses.find((use) => use.plus !== plus) ?? uses[1];
  const own = uses.find((use) => use !== other && use.plus === plus);
  if (plus === undefined || other === undefined || isForeign(uses)) {
    ofOne.add(root);
    return;
  }
  const ours = own === undefined ? `${plus} (${entryOf(plus)})` : named(own);
  throw new BulwarkError(`two versions of cdk8s-plus in one process: ${ours} and ${named(other)}`, [
    other.plus === plus
      ? `Fix: install ${plus} once; npm ls ${plus} shows who brings which`
      : fixOf(plus, other.plus),
  ]);
}

/** Whether the only version has no entry point that could be taken instead, and touches nothing of ours. */
function isForeign([only, ...more]: readonly Use[]): boolean {
  return only !== undefined && more.length === 0 && entryOf(only.plus) === undefined;
}

function fixOf(plus: string, other: string): string {
  const entry = entryOf(other);
  const everything = `import everything of cdk8s-plus from '${plus}'`;
  if (entry === undefined) return `Fix: ${everything}`;
  return `Fix: import from '${entry}' instead of '${entryOf(plus)}', or ${everything}`;
}

function named({ plus, version, where }: Use): string {
  return `${plus} ${version} (${where})`;
}

/** The versions in a tree, each once. */
function usesIn(root: IConstruct): Use[] {
  const types = new Set<unknown>();
  const found = new Map<string, Use>();
  for (const construct of root.node.findAll()) {
    if (types.has(construct.constructor)) continue;
    types.add(construct.constructor);
    const use = useOf(construct);
    if (use === undefined) continue;
    const key = `${use.plus} ${use.version}`;
    if (!found.has(key)) found.set(key, use);
  }
  return [...found.values()];
}

function useOf(construct: IConstruct): Use | undefined {
  const type: unknown = Reflect.get(construct.constructor, TYPE);
  if (!isPlain(type)) return undefined;
  const [plus = ''] = (stringAt(type, 'fqn') ?? '').split('.');
  if (!/^cdk8s-plus-\d+$/.test(plus)) return undefined;
  return { plus, version: stringAt(type, 'version') ?? '', where: construct.node.path };
}
