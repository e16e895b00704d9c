import { minorOf } from '../../cluster/profile';
import type { PlainObject } from '../../manifest/plain';
import { warn } from '../../warnings';
import { objectControl } from '../control';

/** What `kubectl apply` prints as a warning, before it is applied. */
export const noApiServerWarnings = objectControl({
  id: 'no-api-server-warnings',
  title: 'The API server accepts objects without a warning',
  category: 'workload',
  severity: 'low',
  why: 'What the API server warns about does not work as written: fields that are ignored, annotations that nothing reads, a duplicate port that is lost. In a pipeline nobody sees the warning.',
  fix: 'write the field as the message says',
  refs: {},
  kinds: [],
  check(manifest, report, { cluster }) {
    warn(manifest, { minor: minorOf(cluster.kubernetes) }, ({ path, found, needs, fix }) =>
      report({ path, found, needs, fix, finding: path }),
    );
  },
  examples: {
    good: [
      { objects: [deployment({ nodeSelector: { 'kubernetes.io/os': 'linux' } })] },
      { objects: [service({ type: 'ExternalName', externalName: 'db.example.com' })] },
    ],
    bad: [
      {
        note: 'a label of nodes that was replaced',
        objects: [deployment({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } })],
      },
      {
        note: 'a volume that no node mounts',
        objects: [
          deployment({ volumes: [{ name: 'code', gitRepo: { repository: 'https://example.com/a.git' } }] }),
        ],
      },
      {
        note: 'a name of a port that stands twice',
        objects: [
          deployment({
            containers: [
              {
                name: 'app',
                image: 'registry.example.com/app:1',
                ports: [{ name: 'http', containerPort: 8080 }],
              },
              {
                name: 'side',
                image: 'registry.example.com/side:1',
                ports: [{ name: 'http', containerPort: 9090 }],
              },
            ],
          }),
        ],
      },
      {
        note: 'a field that is ignored',
        objects: [service({ clusterIP: 'None', sessionAffinity: 'ClientIP', ports: [{ port: 80 }] })],
      },
    ],
  },
});

function deployment(spec: PlainObject): PlainObject {
  const template = { metadata: { labels: { app: 'web' } }, spec };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'web' } }, template },
  };
}

function service(spec: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec };
}
