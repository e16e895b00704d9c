import { minorOf } from '../../cluster/profile';
import {
  apiVersionOf,
  builtinKinds,
  groupOf,
  isBuiltinGroup,
  type KindInfo,
  servedAt,
} from '../../manifest/registry';
import { objectControl } from '../control';

/** Where kinds of the group `extensions` went. */
const SUCCESSORS = ['apps', 'networking.k8s.io', 'policy'];

function isStable(info: KindInfo): boolean {
  return /^v\d+$/.test(info.version);
}

/** The stable version of a kind that a version of Kubernetes serves. */
function stableVersion(group: string, kind: string, minor: number): KindInfo | undefined {
  for (const candidate of group === 'extensions' ? SUCCESSORS : [group]) {
    const found = builtinKinds
      .versionsOf(candidate, kind)
      .findLast((info) => isStable(info) && info.until === undefined && servedAt(info, minor));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Judges the kinds of Kubernetes itself at the version of the cluster profile: versions that it does not serve, and
 * versions that are not stable or will go while a stable one is served. Custom resources are not judged.
 */
export const stableApiVersions = objectControl({
  id: 'stable-api-versions',
  title: 'Objects use API versions that are stable and served',
  category: 'workload',
  severity: 'low',
  why: 'A removed API version makes the next cluster upgrade or rollback fail.',
  fix: 'write the stable apiVersion that the message names',
  refs: {
    trivy: ['KSV-0107'],
    kubeLinter: ['no-extensions-v1beta'],
    kubeScore: ['stable-version'],
    kyverno: ['check-deprecated-apis'],
    gatekeeper: ['verifydeprecatedapi'],
    owasp: ['K07'],
  },
  kinds: [],
  check({ apiVersion, kind }, report, { cluster }) {
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      const path = typeof apiVersion === 'string' ? 'kind' : 'apiVersion';
      report({ path, found: typeof apiVersion === 'string' ? kind : apiVersion, needs: 'a string' });
      return;
    }
    const minor = minorOf(cluster.kubernetes);
    const info = builtinKinds.kindOf(apiVersion, kind);
    const served = info !== undefined && servedAt(info, minor);
    if (served && info.until === undefined && isStable(info)) return;
    const group = groupOf(apiVersion);
    if (info === undefined && !isBuiltinGroup(group)) return;
    const stable = stableVersion(group, kind, minor);
    if (served && stable === undefined) return;
    const needs =
      stable === undefined ? `a version of ${kind} that ${cluster.kubernetes} serves` : apiVersionOf(stable);
    report({ path: 'apiVersion', found: `${apiVersion} ${kind}`, needs });
  },
  examples: {
    good: [
      { objects: [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } }] },
      {
        note: 'not of Kubernetes',
        objects: [{ apiVersion: 'example.com/v1beta1', kind: 'Widget', metadata: { name: 'one' } }],
      },
    ],
    bad: [
      {
        note: 'gone since 1.25',
        objects: [{ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } }],
      },
      {
        note: 'gone since 1.22',
        objects: [{ apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'web' } }],
      },
      {
        note: 'served, but 1.36 has the stable one',
        objects: [
          { apiVersion: 'resource.k8s.io/v1beta1', kind: 'ResourceClaim', metadata: { name: 'gpu' } },
        ],
      },
      {
        note: 'never there',
        objects: [{ apiVersion: 'apps/v1', kind: 'Deploymentt', metadata: { name: 'web' } }],
      },
      { objects: [{ apiVersion: 1, kind: 'Pod', metadata: { name: 'web' } }] },
    ],
  },
});
