import { resolve } from 'node:path';
import { describe } from '../core/engine/describe';
import type { Finding } from '../core/engine/finding';
import { compareManifests } from '../core/manifest/compare';
import { identityKey, type ObjectRef, refOf } from '../core/manifest/identity';
import type { Io } from './io';
import { type LoadedObject, loadWhole } from './manifests';
import { immutableFix } from './synth/against';

/**
 * What stands against manifests that would take the place of earlier ones: changes that the API server refuses, and data that
 * would be lost. Of what is gone the earlier file tells the place.
 * @throws UsageError where the earlier ones cannot be read
 */
export async function againstFindings(
  against: string,
  objects: readonly LoadedObject[],
  io: Io,
): Promise<Finding[]> {
  const old = await loadWhole([resolve(io.cwd, against)], io);
  const origins = new Map(
    [...old.objects, ...objects].map(({ manifest, origin }) => [identityKey(refOf(manifest)), origin]),
  );
  const { replaced, losses } = compareManifests(
    old.objects.map(({ manifest }) => manifest),
    objects.map(({ manifest }) => manifest),
  );
  const finding = (control: string, object: ObjectRef, rest: Pick<Finding, Said>): Finding => ({
    control,
    severity: 'high',
    object,
    origin: origins.get(identityKey(object)) ?? {},
    verdict: 'fail',
    waivable: false,
    ...rest,
  });
  return [
    ...replaced.flatMap(({ object, changes }) =>
      changes.map((change) =>
        finding('immutable-field', object, {
          path: change.path,
          found: describe(change.after),
          needs: `${describe(change.before)}, as in ${against}: the API server refuses another value`,
          fix: immutableFix(object, change),
        }),
      ),
    ),
    ...losses.map(({ object, ...rest }) => finding('data-loss', object, rest)),
  ];
}

type Said = 'path' | 'found' | 'needs' | 'fix';
