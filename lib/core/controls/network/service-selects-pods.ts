import { homeOf } from '../../manifest/identity';
import type { ManifestSet } from '../../manifest/manifest-set';
import { setControl } from '../control';
import { ofCoreKind } from '../entries';
import { hasReadableLabels } from './shared/coverage';
import { labelsOf, selectorOfService } from './shared/services';

/** Says, once a namespace, whether labels of its pods cannot be read. */
function unreadableIn(set: ManifestSet): (namespace: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (namespace) => {
    const key = homeOf({ namespace });
    const found =
      known.get(key) ?? (set.hidesPodsIn(namespace) || !set.podsIn(namespace).every(hasReadableLabels));
    known.set(key, found);
    return found;
  };
}

/**
 * Services without a selector and of type ExternalName select nothing by design, and are not judged; headless ones
 * are. Labels that controllers put on pods count; one whose value is made up in the cluster cannot be judged. Source: Kubernetes documentation, Service, services without selectors.
 */
export const serviceSelectsPods = setControl({
  id: 'service-selects-pods',
  title: 'Each Service selects a workload',
  category: 'network',
  severity: 'low',
  why: 'A Service that selects no pods answers no requests, and anyone who can create pods can set matching labels and receive its traffic.',
  fix: 'give spec.selector the labels of the pod template',
  code: 'port: 8080 (SecureDeployment brings the Service)',
  breaks: 'Services for pods that an operator creates: waive the control for them.',
  refs: {
    kubescape: ['C-0293'],
    kubeLinter: ['dangling-service'],
    kubeScore: ['service-targets-pod'],
  },
  check(set, report) {
    const unreadable = unreadableIn(set);
    for (const entry of ofCoreKind(set, 'Service')) {
      const found = selectorOfService(entry.manifest);
      if (found === undefined) continue;
      const matchLabels = labelsOf(found);
      const { namespace } = entry.ref;
      if (matchLabels === undefined) {
        report(entry, { path: 'spec.selector', found, needs: 'labels of a workload', unknown: true });
      } else if (set.podsMatching(namespace, { matchLabels }).length === 0) {
        const needs = 'labels of a workload of the namespace';
        const unknown = set.matchesOf(namespace, { matchLabels }).length > 0 || unreadable(namespace);
        report(entry, { path: 'spec.selector', found, needs, unknown });
      }
    }
  },
  examples: {
    good: [
      { objects: [pod(), service({ selector: { app: 'web' } })] },
      { note: 'headless', objects: [pod(), service({ clusterIP: 'None', selector: { app: 'web' } })] },
      { note: 'someone else writes its endpoints', objects: [service({ selector: null })] },
      {
        note: 'a name for a host outside',
        objects: [service({ type: 'ExternalName', externalName: 'db.example.com' })],
      },
    ],
    bad: [
      { note: 'nothing there', objects: [service({ selector: { app: 'web' } })] },
      { note: 'one label too many', objects: [pod(), service({ selector: { app: 'web', tier: 'front' } })] },
      { note: 'another namespace', objects: [pod('other'), service({ selector: { app: 'web' } })] },
      { note: 'not labels', objects: [pod(), service({ selector: { app: 7 } })] },
    ],
  },
});

function pod(namespace = 'shop') {
  const metadata = { name: 'web', namespace, labels: { app: 'web' } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app' }] } };
}

function service(spec: Record<string, unknown>) {
  const metadata = { name: 'web', namespace: 'shop' };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }], ...spec } };
}
