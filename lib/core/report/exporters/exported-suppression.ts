import type { ClusterProfile } from '../../cluster/profile';
import { controlOf } from '../../controls';
import type { References } from '../../controls/control';
import { printedName, refOf } from '../../manifest/identity';
import { ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import { isOptOut } from '../../policy/waiver';
import { INSTANCE_LABEL } from '../../well-known';
import { type Report, type ReportedObject, reportedObject } from '../report';

/** The scanners and policy engines to which waivers are exported. */
export type Scanner = keyof Pick<References, 'trivy' | 'checkov' | 'kubeScore' | 'kyverno' | 'gatekeeper'>;

/** A waiver in the terms of other programs: which checks are not to be reported, where, and why. */
export interface ExportedSuppression {
  readonly checks: { readonly [S in Scanner]?: readonly string[] };
  readonly reason: string;
  /** The object; undefined means every object of the output. */
  readonly object?: ReportedObject;
  /** The label `app.kubernetes.io/instance` of the object, where it is not its name. */
  readonly instance?: string;
  /** The first day on which it no longer holds, `YYYY-MM-DD`; undefined means no end. */
  readonly expires?: string;
}

/** What Trivy reports although nothing is wrong. Source: sections 5 and 6 of the catalogue of controls. */
const FALSE_ALARMS: readonly ExportedSuppression[] = [
  {
    checks: { trivy: ['KSV-0039', 'KSV-0040'] },
    reason:
      'Trivy reports both on every other object as soon as one LimitRange or ResourceQuota is in the scan; no output can pass',
  },
];

/** Holds where the cluster profile allows any registry. */
const ANY_REGISTRY: ExportedSuppression = {
  checks: { trivy: ['KSV-0125'] },
  reason: 'the cluster profile has no allow list of registries, and Trivy then takes one of its own',
};

/**
 * What other programs are not to report about an output: what its report suppresses, under their ids, and what no output
 * can pass. In the order of the report.
 * @param objects the output that the report is about
 */
export function exportedSuppressions(
  report: Pick<Report, 'suppressed'>,
  cluster: Pick<ClusterProfile, 'registries'>,
  objects: readonly PlainObject[],
): ExportedSuppression[] {
  const instances = instancesOf(objects);
  const found = report.suppressed.flatMap(({ control, object, suppression }): ExportedSuppression[] => {
    const refs = controlOf(control)?.refs;
    if (refs === undefined) return [];
    const { trivy, checkov, kubeScore, kyverno, gatekeeper } = refs;
    const checks = { trivy, checkov, kubeScore, kyverno, gatekeeper };
    const expires = isOptOut(suppression) ? undefined : suppression.expires;
    const instance = instances.get(placeOf(object));
    return [
      {
        checks,
        reason: suppression.reason,
        object,
        ...(instance !== undefined && { instance }),
        ...(expires !== undefined && { expires }),
      },
    ];
  });
  const registries = cluster.registries.length === 0 ? [ANY_REGISTRY] : [];
  return [...found, ...FALSE_ALARMS, ...registries, ...boundTokens(objects)];
}

/** The instances that objects belong to, by their places, where they are not called after them. */
function instancesOf(objects: readonly PlainObject[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const manifest of objects) {
    const instance = stringAt(objectAt(objectAt(manifest, 'metadata'), 'labels'), INSTANCE_LABEL);
    const object = reportedObject(refOf(manifest));
    if (instance !== undefined && instance !== object.name) found.set(placeOf(object), instance);
  }
  return found;
}

function placeOf(object: ReportedObject): string {
  return JSON.stringify([object.apiVersion, object.kind, object.namespace, printedName(object)]);
}

/** Trivy takes any mount at this path for the token of the ServiceAccount, which is mounted without being asked for. */
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Workloads with rights mount a token of their own, bound and short-lived. Source: conflict 21 of the catalogue. */
function boundTokens(objects: readonly PlainObject[]): ExportedSuppression[] {
  const entries = new ManifestSet(objects.map((manifest) => ({ manifest }))).entries;
  return entries.flatMap(({ ref, pod }): ExportedSuppression[] => {
    if (pod?.spec.automountServiceAccountToken !== false) return [];
    const mounts = pod.containers.flatMap(({ spec }) => objectsAt(spec, 'volumeMounts'));
    if (!mounts.some((mount) => mount.mountPath === TOKEN_PATH)) return [];
    const reason = 'it was granted rights, so it mounts a bound token itself; the default one is off';
    return [
      {
        checks: { trivy: ['KSV-0036'] },
        object: reportedObject(ref),
        reason,
      },
    ];
  });
}

/** One check of one scanner, with what is said about it. */
export interface Skip {
  readonly check: string;
  /** All reasons, each once. */
  readonly reason: string;
  /** The earliest end; undefined where none ends. */
  readonly expires: string | undefined;
}

/** The checks of a scanner that suppressions name, each once, in the order of their ids. */
export function skipsOf(suppressions: readonly ExportedSuppression[], scanner: Scanner): Skip[] {
  const byCheck = new Map<string, ExportedSuppression[]>();
  for (const suppression of suppressions) {
    for (const check of suppression.checks[scanner] ?? []) {
      byCheck.set(check, [...(byCheck.get(check) ?? []), suppression]);
    }
  }
  const skips = [...byCheck].map(([check, all]) => ({
    check,
    reason: [...new Set(all.map(({ reason }) => reason))].join('; '),
    expires: earliest(all),
  }));
  return skips.sort((a, b) => (a.check < b.check ? -1 : 1));
}

/** The day on which the first of them ends. */
export function earliest(all: readonly { readonly expires?: string | undefined }[]): string | undefined {
  return all
    .flatMap(({ expires }) => expires ?? [])
    .sort()
    .at(0);
}

/** Whether two references name the same object. */
export function isSame(a: ReportedObject, b: ReportedObject): boolean {
  return (
    a.kind === b.kind &&
    a.namespace === b.namespace &&
    printedName(a) === printedName(b) &&
    a.apiVersion === b.apiVersion
  );
}

/** Those that hold for an object, whether they name it or all. */
export function exportedFor(
  suppressions: readonly ExportedSuppression[],
  object: ReportedObject,
): ExportedSuppression[] {
  return suppressions.filter(
    (suppression) => suppression.object === undefined || isSame(suppression.object, object),
  );
}

/** Suppressions by the object that they name; those for every object are left out. */
export function byObject(
  suppressions: readonly ExportedSuppression[],
): [ReportedObject, ExportedSuppression[]][] {
  const found = new Map<string, [ReportedObject, ExportedSuppression[]]>();
  for (const suppression of suppressions) {
    const { object } = suppression;
    if (object === undefined) continue;
    const key = placeOf(object);
    const entry = found.get(key);
    if (entry === undefined) found.set(key, [object, [suppression]]);
    else entry[1].push(suppression);
  }
  return [...found.values()];
}
