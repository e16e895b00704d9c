import * as pulumi from '@pulumi/pulumi';
import { isOpaque, isPlain, type PlainObject, put } from '../core/manifest/plain';

/** How values that are known later are computed with: as Outputs. */
export const outputs = {
  derive: (
    values: readonly unknown[],
    make: (known: readonly unknown[]) => unknown,
  ): pulumi.Output<unknown> => pulumi.all([...values]).apply((known) => make(known)),
};

/** The values of an object that are known later, in the order in which they stand. */
export function leavesIn(value: unknown): pulumi.Output<unknown>[] {
  const found: pulumi.Output<unknown>[] = [];
  mapLeaves(value, (leaf) => {
    found.push(pulumi.output(leaf));
    return leaf;
  });
  return found;
}

/** The object with other values in the places of those that are known later, in the order of `leavesIn`. */
export function withLeaves(manifest: PlainObject, values: readonly unknown[]): PlainObject {
  let next = 0;
  const copy = mapLeaves(manifest, () => {
    const value = values[next];
    next += 1;
    return value;
  });
  return isPlain(copy) ? copy : manifest;
}

function mapLeaves(value: unknown, make: (leaf: unknown) => unknown): unknown {
  if (isOpaque(value)) return make(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapLeaves(item, make));
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, mapLeaves(item, make));
  return copy;
}

/** What is said about an object whose leaves become known. */
export interface Verdicts {
  /** @throws where what is known so far is wrong already */
  readonly refuseWrong: (manifest: PlainObject) => void;
  /** @throws where the whole object, all of it known, is wrong or cannot be judged */
  readonly refuseAll: (manifest: PlainObject) => void;
}

/**
 * The object with its late leaves judged in their `apply`: no resource is made from a value that is refused. In a
 * preview each leaf waits for itself alone, so that one unknown leaf leaves the others known.
 */
export function judgedLeaves(manifest: PlainObject, verdicts: Verdicts, preview: boolean): PlainObject {
  const leaves = leavesIn(manifest);
  if (leaves.length === 0) return manifest;
  const guarded = preview
    ? leaves.map((leaf, index) =>
        leaf.apply((value) => {
          verdicts.refuseWrong(withLeaves(manifest, leaves.map(known(index, value))));
          return value;
        }),
      )
    : allJudged(manifest, leaves, verdicts);
  return withLeaves(manifest, guarded);
}

/** Puts one known value among leaves that are not known. */
function known(at: number, value: unknown): (leaf: unknown, index: number) => unknown {
  return (leaf, index) => (index === at ? value : leaf);
}

function allJudged(
  manifest: PlainObject,
  leaves: readonly pulumi.Output<unknown>[],
  { refuseAll }: Verdicts,
): pulumi.Output<unknown>[] {
  // What is judged holds no value, so that one secret makes no other leaf secret.
  const judged = pulumi.unsecret(
    pulumi.all([...leaves]).apply((values) => {
      refuseAll(withLeaves(manifest, values));
      return true;
    }),
  );
  return leaves.map((leaf) => pulumi.all([leaf, judged]).apply(([value]) => value));
}
