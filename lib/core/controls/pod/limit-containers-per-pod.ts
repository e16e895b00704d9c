import { isAbsent } from '../../manifest/plain';
import { type ContainerList, isLongRunning } from '../../manifest/pod';
import { podControl, reportPod } from '../control';

/** Parameters of `limit-containers-per-pod`. */
export interface ContainerCountParams {
  /** Most containers of a pod that run side by side: ordinary ones and native sidecars. */
  readonly max: number;
}

const DEFAULTS: ContainerCountParams = { max: 4 };

const LISTS: readonly ContainerList[] = ['containers', 'initContainers'];

/** Init containers that end are not counted. A list of containers that cannot be seen is reported here. */
export const limitContainersPerPod = podControl({
  id: 'limit-containers-per-pod',
  title: 'A pod has few containers',
  category: 'pod',
  severity: 'low',
  why: 'The containers of a pod share its network, identity and lifecycle. A pod with many containers is several workloads in one, which you cannot restrict or update separately.',
  fix: 'give the containers that can run alone a Deployment of their own',
  breaks: 'Pods with many injected sidecars: raise the parameter max.',
  refs: {
    kyverno: ['limit-containers-per-pod'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    for (const list of LISTS) {
      const found = pod.spec[list];
      if (!isAbsent(found) && !Array.isArray(found)) {
        reportPod(report, pod, list, found, 'a list of containers', { finding: list });
      }
    }
    let count = 0;
    for (const container of pod.containers) {
      if (isLongRunning(container)) count += 1;
    }
    if (count > params.max) {
      reportPod(report, pod, 'containers', `${count} containers`, `${params.max} containers or fewer`);
    }
  },
  examples: {
    good: [
      { note: 'one container' },
      { spec: { containers: named('a', 'b', 'c', 'd'), initContainers: named('init') } },
      { params: { max: 5 }, spec: { containers: named('a', 'b', 'c', 'd', 'e') } },
    ],
    bad: [
      { spec: { containers: named('a', 'b', 'c', 'd', 'e') } },
      {
        note: 'a native sidecar counts',
        spec: {
          containers: named('a', 'b', 'c', 'd'),
          initContainers: [{ name: 'proxy', image: 'proxy', restartPolicy: 'Always' }],
        },
      },
      { note: 'not a list', spec: { initContainers: { name: 'init' } } },
    ],
  },
});

function named(...names: readonly string[]) {
  return names.map((name) => ({ name, image: name }));
}
