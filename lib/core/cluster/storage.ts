import { objectNameProblems } from '../manifest/names';
import { isPlain, type PlainObject } from '../manifest/plain';
import { fitsWhole, flag, listOf, objectOf, oneOf, type Shape, type ShapeContext } from '../shape';

/** How nodes may mount a volume. */
export const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;

/** How nodes may mount a volume. */
export type AccessMode = (typeof ACCESS_MODES)[number];

/** A StorageClass that the cluster has. */
export interface StorageClassProfile {
  readonly name: string;
  /** Whether claims that name no class get it. @default false */
  readonly default?: boolean;
  /** How nodes may mount its volumes. */
  readonly modes: readonly AccessMode[];
  /** Whether a CSI driver makes its volumes: only those can be for one pod alone, and have snapshots. @default false */
  readonly csi?: boolean;
  /** The VolumeSnapshotClass of its driver. @default none: its volumes have no snapshots */
  readonly snapshots?: string;
}

/** What storage a cluster has. */
export interface StorageProfile {
  /** All classes: a claim of another one is an error. */
  readonly classes: readonly StorageClassProfile[];
}

function named(kind: string, sample: string): Shape {
  return {
    needs: `the name of a ${kind}`,
    sample: `'${sample}'`,
    fits: (value) => typeof value === 'string' && objectNameProblems(kind, value).length === 0,
  };
}

const CLASS = objectOf(
  {
    name: named('StorageClass', 'standard'),
    default: flag,
    modes: listOf(oneOf(...ACCESS_MODES)),
    csi: flag,
    snapshots: named('VolumeSnapshotClass', 'csi-snapshots'),
  },
  ['name', 'modes'],
);

const FIELDS = objectOf({ classes: listOf(CLASS) }, ['classes']);

/** What the storage of a cluster looks like. */
export const STORAGE: Shape = {
  ...FIELDS,
  sample: `{ classes: [{ name: 'standard', default: true, modes: ['ReadWriteOnce'] }] }`,
  inside: (value, path, context) => {
    FIELDS.inside?.(value, path, context);
    if (isPlain(value) && Array.isArray(value.classes)) checkClasses(value.classes, path, context);
  },
};

/** What classes may not say together: two of one name, two defaults, and what only CSI drivers can. */
function checkClasses(classes: readonly unknown[], path: string, { add }: ShapeContext): void {
  const names = new Set<unknown>();
  let standard: unknown;
  for (const [index, item] of classes.entries()) {
    if (!isPlain(item)) continue;
    const at = `${path}.classes[${index}]`;
    if (names.has(item.name))
      add({
        field: `${at}.name`,
        found: `${String(item.name)} again`,
        needs: 'each class once',
        fix: 'join the two',
      });
    names.add(item.name);
    if (item.default === true && standard !== undefined)
      add({
        field: `${at}.default`,
        found: `a second default beside ${String(standard)}`,
        needs: 'one',
        fix: 'default: false',
      });
    if (item.default === true) standard = item.name;
    if (Array.isArray(item.modes) && item.modes.length === 0)
      add({
        field: `${at}.modes`,
        found: 'none',
        needs: 'at least one access mode',
        fix: `modes: ['ReadWriteOnce']`,
      });
    if (item.csi !== true) checkWithoutDriver(item, at, add);
  }
}

/** What only volumes of a CSI driver can be. */
function checkWithoutDriver({ modes, snapshots }: PlainObject, at: string, add: ShapeContext['add']): void {
  const needs = 'a CSI driver for it';
  const fix = 'csi: true, or leave it out';
  if (Array.isArray(modes) && modes.includes('ReadWriteOncePod'))
    add({ field: `${at}.modes`, found: 'ReadWriteOncePod', needs, fix });
  if (snapshots !== undefined) add({ field: `${at}.snapshots`, found: String(snapshots), needs, fix });
}

/** Whether a value says what storage a cluster has. */
export function isStorage(value: unknown): value is StorageProfile {
  return fitsWhole(value, STORAGE);
}

/** The class that a claim gets: the named one, else the default; undefined where the cluster has none such. */
export function classOf(
  { classes }: StorageProfile,
  name: string | undefined,
): StorageClassProfile | undefined {
  return classes.find((item) => (name === undefined ? item.default === true : item.name === name));
}
