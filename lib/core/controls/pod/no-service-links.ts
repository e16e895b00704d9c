import { isAbsent } from '../../manifest/plain';
import { leavePod, podControl, reportPod } from '../control';
import { fill } from '../draft';
import { serviceVariable } from '../facts/texts';

/** Source: Kubernetes documentation, Service, environment variables. */
export const noServiceLinks = podControl({
  id: 'no-service-links',
  title: 'The environment does not list the Services of the namespace',
  category: 'pod',
  severity: 'low',
  why: 'By default each container gets the address of every Service in the namespace: a map for an attacker, names such as REDIS_PORT that clash with settings, and, with many Services, an environment that is too large to start a process.',
  fix: 'enableServiceLinks: false',
  breaks:
    'Programs that read NAME_SERVICE_HOST: `uses` gives them the address under a name that you choose. KUBERNETES_SERVICE_HOST stays.',
  refs: {
    kyverno: ['disable-service-discovery'],
  },
  check(pod, report) {
    const found = pod.spec.enableServiceLinks;
    if (found !== false) reportPod(report, pod, 'enableServiceLinks', found, 'false');
  },
  harden(pod, context) {
    const name = serviceVariable(pod);
    if (name === undefined) fill(pod.spec, 'enableServiceLinks', false);
    else if (isAbsent(pod.spec.enableServiceLinks)) {
      leavePod(context, pod, 'enableServiceLinks', `it reads ${name}: take the name of the Service instead`);
    }
  },
  writes: [
    {
      field: 'enableServiceLinks',
      mayStop:
        'programs that find Services by variables such as WEB_SERVICE_HOST find none: give them the name of the Service',
    },
  ],
  examples: {
    good: [{ spec: { enableServiceLinks: false } }],
    bad: [{ note: 'the default is true' }, { spec: { enableServiceLinks: true } }],
  },
});
