import { evaluate } from '../../../lib/core/engine/evaluate';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { engineFor, TODAY } from './fixtures';

/** What public bug reports say of other checkers, made anew: the controls that find it, and those that must not. */
interface Report {
  readonly objects: readonly PlainObject[];
  readonly found: readonly string[];
  readonly not: readonly string[];
}

const image = 'registry.example.com/a:1';
const labels = { app: 'web', team: 'x' };

function pod(spec: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' }, spec };
}

function deployment(spec: PlainObject = { containers: [{ name: 'app', image }] }): PlainObject {
  const template = { metadata: { labels }, spec };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas: 3, selector: { matchLabels: labels }, template },
  };
}

function budget(name: string, spec: PlainObject): PlainObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec,
  };
}

function role(...rules: PlainObject[]): PlainObject {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'a' }, rules };
}

const REPORTS: readonly (readonly [string, Report])[] = [
  [
    'a security context of the container alone is enough where its fields are (kubescape 2296)',
    {
      objects: [
        pod({
          containers: [{ name: 'app', image, securityContext: { runAsNonRoot: true, runAsUser: 20_000 } }],
        }),
      ],
      found: ['set-pod-security-context'],
      not: ['run-as-non-root', 'no-root-user-id', 'set-container-security-context'],
    },
  ],
  [
    'one container of several has no seccomp profile (kubescape 1878)',
    {
      objects: [
        pod({
          initContainers: [
            { name: 'init', image, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
          ],
          containers: [{ name: 'app', image }],
        }),
      ],
      found: ['seccomp-runtime-default', 'linux-hardening-present'],
      not: [],
    },
  ],
  [
    'an init container mounts the socket of the runtime by a path with dots (regolibrary 731, 734)',
    {
      objects: [
        pod({
          initContainers: [
            {
              name: 'init',
              image,
              securityContext: { privileged: true },
              volumeMounts: [{ name: 's', mountPath: '/s' }],
            },
          ],
          containers: [{ name: 'app', image }],
          volumes: [{ name: 's', hostPath: { path: '/var/run/../run/docker.sock' } }],
        }),
      ],
      found: [
        'no-privileged-containers',
        'no-host-path-volumes',
        'no-container-runtime-socket',
        'no-writable-host-path',
      ],
      not: [],
    },
  ],
  [
    'a budget that shares one label of two is none of the workload (polaris 999)',
    {
      objects: [
        deployment(),
        budget('other', { maxUnavailable: 1, selector: { matchLabels: { app: 'other', team: 'x' } } }),
      ],
      found: ['pod-disruption-budget'],
      not: ['pdb-allows-disruption'],
    },
  ],
  [
    'a budget in percent that lets nothing go (polaris 618)',
    {
      objects: [deployment(), budget('none', { maxUnavailable: '0%', selector: { matchLabels: labels } })],
      found: ['pdb-allows-disruption'],
      not: ['pod-disruption-budget'],
    },
  ],
  [
    'a Service that selects pods of a Deployment, whose port nobody declares (kube-score 377)',
    {
      objects: [
        deployment(),
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web', namespace: 'shop' },
          spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
        },
      ],
      found: [],
      not: ['service-selects-pods'],
    },
  ],
  [
    'who may read roles may change none, and has no security context (trivy 4922)',
    {
      objects: [
        role({
          apiGroups: ['rbac.authorization.k8s.io'],
          resources: ['roles', 'clusterroles'],
          verbs: ['get', 'list', 'watch'],
        }),
      ],
      found: [],
      not: ['no-binding-edit', 'no-escalate-verb', 'set-fs-group', 'seccomp-runtime-default'],
    },
  ],
  [
    'an image by digest has no tag and needs none (trivy 9328)',
    {
      objects: [
        pod({ containers: [{ name: 'app', image: `registry.example.com:5000/a@sha256:${'a'.repeat(64)}` }] }),
      ],
      found: [],
      not: ['no-latest-tag', 'image-pinned-to-digest'],
    },
  ],
  [
    'capabilities of a pod as a whole are no field, and `all` in small letters drops nothing by the standard (checkov 3300, trivy 4604)',
    {
      objects: [
        deployment({
          securityContext: { capabilities: { drop: ['ALL'] } },
          containers: [{ name: 'app', image, securityContext: { capabilities: { drop: ['all'] } } }],
        }),
      ],
      found: ['schema', 'drop-all-capabilities'],
      not: [],
    },
  ],
  [
    'resources of another group give no exec, `*/exec` does, and `pods/*` is no pattern (kubescape 224)',
    {
      objects: [
        role(
          { apiGroups: ['apps'], resources: ['*'], verbs: ['*'] },
          { apiGroups: [''], resources: ['pods/*'], verbs: ['create'] },
        ),
      ],
      found: ['no-wildcard-resources'],
      not: ['no-pod-exec'],
    },
  ],
  [
    'and the pattern of a subresource',
    {
      objects: [role({ apiGroups: [''], resources: ['*/exec'], verbs: ['create'] })],
      found: ['no-pod-exec'],
      not: [],
    },
  ],
];

test.each(REPORTS)('%s', (_, { objects, found, not }) => {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    engineFor(),
    TODAY,
  );
  const ids = new Set(findings.map(({ control }) => control));
  expect(found.filter((id) => !ids.has(id))).toEqual([]);
  expect(not.filter((id) => ids.has(id))).toEqual([]);
});
