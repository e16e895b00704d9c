import { ensureObject, isAbsent, isPlain, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';
import { fill } from '../draft';
import {
  exampleNamespace,
  labelPath,
  MODES,
  POD_SECURITY_PREFIX,
  podSecurityLabel,
} from './shared/pod-security-labels';

function enforces(manifest: PlainObject): boolean {
  return podSecurityLabel(manifest, 'enforce') !== undefined;
}

/** The versions that admission takes, without `latest`. */
const PINNED = /^v1\.(?:0|[1-9][0-9]*)$/;

const LEVELS: readonly unknown[] = ['privileged', 'baseline', 'restricted'];

/**
 * Which level is enforced is the business of the two controls beside this one. On third-party manifests `harden` leaves
 * `enforce` alone: pods that nobody has looked at may be in the namespace.
 * Source: Kubernetes documentation, enforcing Pod Security Standards with namespace labels.
 */
export const podSecurityAdmissionEnforced = objectControl({
  id: 'pod-security-admission-enforced',
  title: 'The namespace has its Pod Security labels, with pinned versions',
  category: 'namespace',
  severity: 'medium',
  why: 'Without the enforce label the API server admits any pod, including privileged ones; without a pinned version, a cluster upgrade can start to refuse pods that ran before.',
  fix: 'metadata: { labels: { pod-security.kubernetes.io/enforce: restricted } }, with enforce-version, audit, audit-version, warn and warn-version',
  code: 'use an IsolatedNamespace, which writes all six labels',
  refs: {
    kubescape: ['C-0192'],
    kyverno: [
      'add-psa-labels',
      'add-psa-namespace-reporting',
      'deny-privileged-profile',
      'add-privileged-existing-namespaces',
      'label-existing-namespaces',
    ],
    cis: ['5.2.1', 'gke:4.2.1'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K04'],
  },
  kinds: ['Namespace'],
  check(manifest, report) {
    for (const mode of MODES) {
      const level = podSecurityLabel(manifest, mode);
      const wanted = mode === 'enforce' ? LEVELS.includes(level) : level === 'restricted';
      if (!wanted) report({ path: labelPath(mode), found: level, needs: 'restricted', finding: mode });
      const version = podSecurityLabel(manifest, `${mode}-version`);
      if (typeof version === 'string' && PINNED.test(version)) continue;
      const needs = 'a version such as v1.36 (not set means latest)';
      report({ path: labelPath(`${mode}-version`), found: version, needs, finding: `${mode}-version` });
    }
  },
  harden(manifest, { cluster, repair }) {
    const metadata = ensureObject(manifest, 'metadata');
    if (!isAbsent(metadata.labels) && !isPlain(metadata.labels)) return;
    const labels = ensureObject(metadata, 'labels');
    for (const mode of MODES) {
      if (mode !== 'enforce' || !repair) fill(labels, `${POD_SECURITY_PREFIX}${mode}`, 'restricted');
      if (isAbsent(labels[`${POD_SECURITY_PREFIX}${mode}`])) continue;
      fill(labels, `${POD_SECURITY_PREFIX}${mode}-version`, `v${cluster.kubernetes}`);
    }
  },
  writes: [
    {
      field: 'metadata.labels',
      mayStop:
        'the API server refuses new pods of this namespace that are not restricted, those of other outputs too',
      when: ({ object, hardenedObject }) => enforces(hardenedObject) && !enforces(object),
    },
  ],
  examples: {
    good: [
      {
        objects: [
          exampleNamespace({
            enforce: 'restricted',
            'enforce-version': 'v1.36',
            audit: 'restricted',
            'audit-version': 'v1.36',
            warn: 'restricted',
            'warn-version': 'v1.36',
          }),
        ],
      },
    ],
    bad: [
      { note: 'no label at all', objects: [exampleNamespace({})] },
      { note: 'no version, no audit, no warning', objects: [exampleNamespace({ enforce: 'restricted' })] },
      {
        note: 'not a level, and not a pinned version',
        objects: [
          exampleNamespace({
            enforce: 'strict',
            'enforce-version': 'latest',
            audit: 'restricted',
            'audit-version': 'v1.36',
            warn: 'restricted',
            'warn-version': 'v1.36',
          }),
        ],
      },
    ],
  },
});
