import { isOpaque, isPlain } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';
import { fieldOf } from './shared/security-context';

/** Source: Pod Security Standards, checks `procMount` and `procMount_restricted`: user namespaces change nothing. */
export const defaultProcMount = podControl({
  id: 'default-proc-mount',
  title: 'Containers use the default /proc mount',
  category: 'pod',
  severity: 'high',
  why: 'An unmasked /proc lets a container read and change settings of the node, and some of these run programs on the node.',
  fix: 'remove securityContext.procMount',
  breaks: 'Programs that run containers in a container. They need a waiver, and hostUsers: false.',
  refs: {
    podSecurity: ['procMount', 'procMount_restricted'],
    kubescape: ['C-0211'],
    trivy: ['KSV-0027'],
    kubeLinter: ['unsafe-proc-mount'],
    polaris: ['procMount'],
    kyverno: ['disallow-proc-mount'],
    gatekeeper: ['proc-mount'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      const found = fieldOf(container.spec, 'procMount');
      if (found !== undefined && found !== 'Default') {
        reportContainer(report, container, 'securityContext.procMount', found, 'Default, or not set');
      }
    }
  },
  harden(pod, { repair }) {
    if (!repair) return;
    for (const { spec } of pod.containers) {
      const { securityContext } = spec;
      if (!isPlain(securityContext) || isOpaque(securityContext.procMount)) continue;
      if (securityContext.procMount !== 'Default') delete securityContext.procMount;
    }
  },
  writes: [
    {
      field: 'securityContext.procMount',
      mayStop:
        'containers inside the container do not start: build images without them, or keep the pod as it is',
    },
  ],
  examples: {
    good: [{ note: 'not set' }, { container: { securityContext: { procMount: 'Default' } } }],
    bad: [
      { container: { securityContext: { procMount: 'Unmasked' } } },
      {
        note: 'a user namespace does not change it',
        spec: { hostUsers: false },
        container: { securityContext: { procMount: 'Unmasked' } },
      },
    ],
  },
});
