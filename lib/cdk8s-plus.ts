/**
 * The versions of cdk8s-plus that have an entry point, the lowest first. The sources are written against that one; the
 * build makes the others of it (`scripts/build-plus.ts`).
 */
export const CDK8S_PLUS: readonly string[] = [27, 28, 29, 30, 31, 32, 33, 34].map(plusOf);

/** The version that the sources name. */
export const REFERENCE = 'cdk8s-plus-27';

function plusOf(version: number): string {
  return `cdk8s-plus-${version}`;
}

/** The entry point whose constructs are on a version; undefined where there is none. */
export function entryOf(plus: string): string | undefined {
  if (plus === REFERENCE) return 'bulwark/cdk8s';
  return CDK8S_PLUS.includes(plus) ? `bulwark/${plus}` : undefined;
}
