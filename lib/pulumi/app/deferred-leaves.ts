import * as pulumi from '@pulumi/pulumi';
import { InvalidInputError } from '../../core/errors';
import { isOpaque, isPlain, type PlainObject, put } from '../../core/manifest/plain';
import { Secrets } from '../../stack/secrets';
import { quiet } from '../errors';
import { refusing } from '../unfinished';

/** How values that are known later are computed with: as Outputs. */
export const outputs = {
  comesLater: (value: unknown): boolean => pulumi.Output.isInstance(value) || isPromise(value),
  derive: (
    values: readonly unknown[],
    make: (known: readonly unknown[]) => unknown,
  ): pulumi.Output<unknown> => {
    const leaves = values.map((value) => pulumi.output(value));
    const secret = Promise.all(leaves.map((leaf) => pulumi.isSecret(leaf)));
    // Where one of them is rejected, that is told by the leaf itself.
    secret.catch(() => undefined);
    return pulumi.all(leaves).apply(async (known) => {
      try {
        return refusing(() => make(known));
      } catch (error) {
        throw quiet((await secret).includes(true) ? withoutValues(error) : error);
      }
    });
  },
};

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The problems with values that are secret: messages are read by more people than secrets are. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof InvalidInputError)) return error;
  const problems = error.problems.map((problem) => ({
    ...problem,
    found: 'a value that is not shown, since it is secret',
    // A string may quote the part that is wrong.
    needs: problem.needs.replace(/".*"/s, 'a part'),
  }));
  return new InvalidInputError(error.where, problems);
}

/** The values of an object that are known later, in the order in which they are. */
export function leavesIn(value: unknown): pulumi.Output<unknown>[] {
  const found: pulumi.Output<unknown>[] = [];
  collectLeaves(value, found);
  return found;
}

// Most objects have none, and each is looked at several times: nothing is copied.
function collectLeaves(value: unknown, found: pulumi.Output<unknown>[]): void {
  if (isOpaque(value)) found.push(pulumi.output(value));
  else if (Array.isArray(value)) for (const item of value) collectLeaves(item, found);
  else if (isPlain(value)) for (const item of Object.values(value)) collectLeaves(item, found);
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
  readonly refuseWrong: (manifest: PlainObject, secrets: Secrets) => void;
  /** @throws where the whole object, all of it known, is wrong or cannot be judged */
  readonly refuseAll: (manifest: PlainObject, secrets: Secrets) => void;
}

/**
 * The object with its deferred leaves judged in their `apply`: no resource is made from a value that is refused. In a
 * preview each leaf waits for itself alone, so that one unknown leaf leaves the others known.
 */
export function judgedLeaves(manifest: PlainObject, verdicts: Verdicts, preview: boolean): PlainObject {
  const leaves = leavesIn(manifest);
  if (leaves.length === 0) return manifest;
  const guarded = preview
    ? leaves.map((leaf, index) =>
        leaf.apply(async (value) => {
          const secrets = await secretsAmong([leaf], [value]);
          refusing(() => verdicts.refuseWrong(withLeaves(manifest, replaced(leaves, index, value)), secrets));
          return value;
        }),
      )
    : allJudged(manifest, leaves, verdicts);
  return withLeaves(manifest, guarded);
}

function allJudged(
  manifest: PlainObject,
  leaves: readonly pulumi.Output<unknown>[],
  { refuseAll }: Verdicts,
): pulumi.Output<unknown>[] {
  // What is judged holds no value, so that one secret makes no other leaf secret.
  const judged = pulumi.unsecret(
    pulumi.all([...leaves]).apply(async (values) => {
      const secrets = await secretsAmong(leaves, values);
      refusing(() => refuseAll(withLeaves(manifest, values), secrets));
      return true;
    }),
  );
  return leaves.map((leaf) => pulumi.all([leaf, judged]).apply(([value]) => value));
}

/** The leaves with one of them known. */
function replaced(leaves: readonly unknown[], at: number, value: unknown): unknown[] {
  return leaves.map((leaf, index) => (index === at ? value : leaf));
}

/** The values of those leaves that are secret. */
export async function secretsAmong(
  leaves: readonly pulumi.Output<unknown>[],
  values: readonly unknown[],
): Promise<Secrets> {
  const secrets = new Secrets();
  const hidden = await Promise.all(leaves.map((leaf) => pulumi.isSecret(leaf)));
  for (const [index, isHidden] of hidden.entries()) if (isHidden) secrets.add(values[index]);
  return secrets;
}
