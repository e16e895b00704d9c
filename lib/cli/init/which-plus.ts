import { CDK8S_PLUS, entryOf, REFERENCE } from '../../cdk8s-plus';
import { objectAt, type PlainObject } from '../../core/manifest/plain';

/** The cdk8s-plus of a project, and the entry point whose constructs are on it. */
export interface PlusChoice {
  readonly plus: string;
  readonly entry: string;
}

/**
 * The version that a program imports, else the newest that its package depends on, else the reference.
 * @param manifest the `package.json` of the project
 * @param program the text of the main file
 */
export function plusOf(manifest: PlainObject | undefined, program = ''): PlusChoice {
  const there = CDK8S_PLUS.filter((plus) => dependsOn(manifest, plus));
  const imported = there.find((plus) => new RegExp(`(['"])(?:bulwark/)?${plus}\\1`).test(program));
  return choice(imported ?? there.at(-1) ?? REFERENCE);
}

/** Whether a package depends on another one, for work on it or to run. */
export function dependsOn(manifest: PlainObject | undefined, name: string): boolean {
  return ['dependencies', 'devDependencies'].some((key) =>
    Object.hasOwn(objectAt(manifest, key) ?? {}, name),
  );
}

function choice(plus: string): PlusChoice {
  return { plus, entry: entryOf(plus) ?? 'bulwark/cdk8s' };
}
