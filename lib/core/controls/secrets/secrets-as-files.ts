import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isPlain, listAt, objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { type SetReport, setControl } from '../control';

const NEEDS = 'a mounted file: every process of the container sees a variable, and dumps and logs keep it';

/** The kinds that a controller makes Secrets of, and where each says the name. */
const MAKERS: readonly {
  readonly group: string;
  readonly kind: string;
  readonly target: (manifest: PlainObject) => string | undefined;
}[] = [
  {
    group: 'external-secrets.io',
    kind: 'ExternalSecret',
    target: (manifest) => stringAt(objectAt(objectAt(manifest, 'spec'), 'target'), 'name'),
  },
  {
    group: 'bitnami.com',
    kind: 'SealedSecret',
    target: (manifest) =>
      stringAt(objectAt(objectAt(objectAt(manifest, 'spec'), 'template'), 'metadata'), 'name'),
  },
];

/** The Secrets that controllers make of a set, by namespace and name. */
function deliveredIn(set: ManifestSet): ReadonlySet<string> {
  return new Set(
    MAKERS.flatMap(({ group, kind, target }) =>
      set
        .ofKind(kind)
        .filter(({ ref }) => ref.group === group)
        .map(({ ref, manifest }) => keyOf(ref.namespace, target(manifest) ?? ref.name)),
    ),
  );
}

function keyOf(namespace = 'default', name: string): string {
  return `${namespace}/${name}`;
}

function checkContainer(
  entry: Entry,
  container: Container,
  delivered: ReadonlySet<string>,
  report: SetReport,
): void {
  const at = `${container.pod.path}.${container.list}[${container.index}]`;
  const found = (path: string, reference: unknown): void => {
    const name = isPlain(reference) ? reference.name : undefined;
    if (typeof name !== 'string' || !delivered.has(keyOf(entry.ref.namespace, name))) return;
    const problem = { found: `the Secret ${name}`, needs: NEEDS, container: container.name, finding: name };
    report(entry, { path: `${at}.${path}`, ...problem });
  };
  for (const [index, variable] of listAt(container.spec, 'env').entries()) {
    const source = isPlain(variable) ? objectAt(variable, 'valueFrom') : undefined;
    found(`env[${index}].valueFrom.secretKeyRef`, objectAt(source, 'secretKeyRef'));
  }
  for (const [index, source] of listAt(container.spec, 'envFrom').entries())
    found(`envFrom[${index}].secretRef`, isPlain(source) ? objectAt(source, 'secretRef') : undefined);
}

/** About Secrets that the set itself has delivered: of others only their authors know. Source: Checkov CKV_K8S_35; kube-linter read-secret-from-env-var; CIS 5.4.1. */
export const secretsAsFiles = setControl({
  id: 'secrets-as-files',
  title: 'Secrets that a controller delivers are mounted as files',
  category: 'secrets',
  severity: 'medium',
  why: 'A variable is in /proc, in crash dumps and in what a program logs of its environment, every child process inherits it, and it never changes while the container runs, so that a rotated password is not seen.',
  fix: 'use a volume of the Secret, and mount that in place of the variable',
  code: "files: { '/run/secrets/db': { secret: 'db' } }",
  breaks: 'Programs that read variables alone: let them read a file, or waive the finding for that Secret.',
  refs: {
    checkov: ['CKV_K8S_35'],
    kubeLinter: ['read-secret-from-env-var'],
    kyverno: ['secrets-not-from-env-vars'],
    cis: ['5.4.1'],
    owasp: ['K03'],
  },
  alone: true,
  check(set, report) {
    const delivered = deliveredIn(set);
    if (delivered.size === 0) return;
    for (const entry of set.entries) {
      for (const container of entry.pod?.containers ?? [])
        checkContainer(entry, container, delivered, report);
    }
  },
  examples: {
    good: [
      { note: 'a file', objects: [external(), workload({}, [{ name: 'db', secret: { secretName: 'db' } }])] },
      {
        note: 'a Secret that others make',
        objects: [workload({ envFrom: [{ secretRef: { name: 'db' } }] })],
      },
    ],
    bad: [
      { note: 'all keys', objects: [external(), workload({ envFrom: [{ secretRef: { name: 'db' } }] })] },
      {
        note: 'one key',
        objects: [
          sealed(),
          workload({ env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }),
        ],
      },
    ],
  },
});

function external(): PlainObject {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'from-store', namespace: 'shop' },
    spec: { target: { name: 'db' } },
  };
}

function sealed(): PlainObject {
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { encryptedData: {} },
  };
}

function workload(container: PlainObject, volumes: readonly PlainObject[] = []): PlainObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web', ...container }], volumes },
      },
    },
  };
}
