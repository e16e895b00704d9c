import type { ClusterProfile } from '../../cluster/profile';
import { controlOf } from '../../controls';
import type { References } from '../../controls/control';
import { printedName } from '../../manifest/identity';
import { ManifestSet } from '../../manifest/manifest-set';
import { objectsAt, type PlainObject } from '../../manifest/plain';
import { isConcession } from '../../policy/waiver';
import { type Report, type ReportedObject, reportedObject } from '../report';

/** The scanners and policy engines to which waivers are exported. */
export type Scanner = keyof Pick<References, 'trivy' | 'checkov' | 'kubeScore' | 'kyverno' | 'gatekeeper'>;

/** A waiver in the terms of other programs: which checks are not to be reported, where, and why. */
export interface Exemption {
  readonly checks: { readonly [S in Scanner]?: readonly string[] };
  readonly reason: string;
  /** The object; undefined means every object of the output. */
  readonly object?: ReportedObject;
  /** The first day on which it no longer holds, `YYYY-MM-DD`; undefined means no end. */
  readonly expires?: string;
}

/** What Trivy reports although nothing is wrong. Source: sections 5 and 6 of the catalogue of controls. */
const FALSE_ALARMS: readonly Exemption[] = [
  {
    checks: { trivy: ['KSV-0039', 'KSV-0040'] },
    reason:
      'Trivy reports both on every other object as soon as one LimitRange or ResourceQuota is in the scan; no output can pass',
  },
];

/** Holds where the cluster profile allows any registry. */
const ANY_REGISTRY: Exemption = {
  checks: { trivy: ['KSV-0125'] },
  reason: 'the cluster profile has no allow list of registries, and Trivy then takes one of its own',
};

/**
 * What other programs are not to report about an output: what its report excuses, under their ids, and what no output
 * can pass. In the order of the report.
 * @param objects the output that the report is about
 */
export function exemptionsOf(
  report: Pick<Report, 'excused'>,
  cluster: Pick<ClusterProfile, 'registries'>,
  objects: readonly PlainObject[],
): Exemption[] {
  const found = report.excused.flatMap(({ control, object, excuse }): Exemption[] => {
    const refs = controlOf(control)?.refs;
    if (refs === undefined) return [];
    const { trivy, checkov, kubeScore, kyverno, gatekeeper } = refs;
    const checks = { trivy, checkov, kubeScore, kyverno, gatekeeper };
    const expires = isConcession(excuse) ? undefined : excuse.expires;
    return [{ checks, reason: excuse.reason, object, ...(expires !== undefined && { expires }) }];
  });
  const registries = cluster.registries.length === 0 ? [ANY_REGISTRY] : [];
  return [...found, ...FALSE_ALARMS, ...registries, ...boundTokens(objects)];
}

/** Trivy takes any mount at this path for the token of the ServiceAccount, which is mounted without being asked for. */
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Workloads with rights mount a token of their own, bound and short-lived. Source: conflict 21 of the catalogue. */
function boundTokens(objects: readonly PlainObject[]): Exemption[] {
  const entries = new ManifestSet(objects.map((manifest) => ({ manifest }))).entries;
  return entries.flatMap(({ ref, pod }): Exemption[] => {
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

/** The checks of a scanner that exemptions name, each once, in the order of their ids. */
export function skipsOf(exemptions: readonly Exemption[], scanner: Scanner): Skip[] {
  const byCheck = new Map<string, Exemption[]>();
  for (const exemption of exemptions) {
    for (const check of exemption.checks[scanner] ?? []) {
      byCheck.set(check, [...(byCheck.get(check) ?? []), exemption]);
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
export function exemptionsFor(exemptions: readonly Exemption[], object: ReportedObject): Exemption[] {
  return exemptions.filter((exemption) => exemption.object === undefined || isSame(exemption.object, object));
}

/** Exemptions by the object that they name; those for every object are left out. */
export function byObject(exemptions: readonly Exemption[]): [ReportedObject, Exemption[]][] {
  const found = new Map<string, [ReportedObject, Exemption[]]>();
  for (const exemption of exemptions) {
    const { object } = exemption;
    if (object === undefined) continue;
    const key = JSON.stringify([object.apiVersion, object.kind, object.namespace, printedName(object)]);
    const entry = found.get(key);
    if (entry === undefined) found.set(key, [object, [exemption]]);
    else entry[1].push(exemption);
  }
  return [...found.values()];
}
