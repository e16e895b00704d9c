import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noConfigmapWrite = dangerControl({
  id: 'no-configmap-write',
  title: 'ConfigMaps are written by name only',
  severity: 'medium',
  why: 'ConfigMaps configure the DNS of the cluster, authentication on some clouds, and how other programs run.',
  fix: 'name the ConfigMaps: resourceNames: [settings], verbs: [update, patch]; for leader election use Leases',
  breaks: 'Leader election with ConfigMaps: use Leases.',
  refs: { kubescape: ['C-0037'], trivy: ['KSV-0049'], kyverno: ['limit-configmap-for-sa'], owasp: ['K02'] },
  needs:
    'no write access to configmaps, but for those that the rule names, and never to those of the cluster',
  dangers: [
    {
      groups: [''],
      resources: ['configmaps'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
      evenNamed: [
        'coredns',
        'kubeadm-config',
        'extension-apiserver-authentication',
        'kube-proxy',
        'kubelet-config',
        'cluster-info',
      ],
    },
  ],
  examples: {
    good: [
      {
        note: 'by its name',
        objects: [
          role({ resources: ['configmaps'], resourceNames: ['settings'], verbs: ['update', 'patch'] }),
        ],
      },
      { objects: [role({ resources: ['configmaps'], verbs: ['get', 'list', 'watch'] })] },
    ],
    bad: [
      { objects: [role({ resources: ['configmaps'], verbs: ['update'] })] },
      { objects: [role({ resources: ['configmaps'], verbs: ['create'] })] },
      {
        note: 'the DNS of the cluster',
        objects: [role({ resources: ['configmaps'], resourceNames: ['coredns'], verbs: ['patch'] })],
      },
    ],
  },
});
