import { normalPath } from '../../../manifest/host-paths';
import { isAbsent, isOpaque, type PlainObject, stringAt } from '../../../manifest/plain';
import type { Container, Pod } from '../../../manifest/pod';
import { type Report, reportContainer, reportPod } from '../../control';
import { fieldAt } from '../../field';
import { visitContainerList, visitPodList } from './visit';

/** Reports the hostPath volumes whose path meets a condition, and those whose path cannot be seen. */
export function checkHostPaths(
  pod: Pod,
  report: Report,
  bad: (path: string) => boolean,
  needs: string,
): void {
  visitPodList(pod, 'volumes', report, (volume, index) => {
    if (isAbsent(volume.hostPath)) return;
    const path = fieldAt(volume, 'hostPath', 'path');
    if (typeof path === 'string' && !bad(normalPath(path))) return;
    const finding = stringAt(volume, 'name');
    reportPod(report, pod, `volumes[${index}].hostPath.path`, path, needs, { finding });
  });
}

/** Takes the mount of a hostPath volume; `field` is its path in the container, `unknown` that it may be another volume's. */
export type VisitMount = (
  container: Container,
  mount: PlainObject,
  field: string,
  unknown: boolean | undefined,
) => void;

/** Visits the mounts of hostPath volumes in all containers; reports what cannot be looked into. */
export function visitHostMounts(pod: Pod, report: Report, visit: VisitMount): void {
  const names = hostPathNames(pod, report);
  if (names === undefined) return;
  for (const container of pod.containers) {
    visitContainerList(container, 'volumeMounts', report, (mount, index) => {
      const field = `volumeMounts[${index}]`;
      if (isOpaque(mount.name)) visit(container, mount, field, true);
      else if (names.has(mount.name)) visit(container, mount, field, names.get(mount.name));
    });
  }
}

/** The names of the hostPath volumes, with true where the source is not known yet; undefined where there is none. */
function hostPathNames(pod: Pod, report: Report): ReadonlyMap<unknown, true | undefined> | undefined {
  let names: Map<unknown, true | undefined> | undefined;
  visitPodList(pod, 'volumes', report, (volume, index) => {
    if (isAbsent(volume.hostPath)) return;
    if (typeof volume.name !== 'string') {
      reportPod(report, pod, `volumes[${index}].name`, volume.name, 'the name of a volume');
      return;
    }
    names ??= new Map();
    names.set(volume.name, isOpaque(volume.hostPath) ? true : undefined);
  });
  return names;
}

/** Reports a field of a mount; the finding is the path in the container, which is unique there. */
export function reportMount(
  report: Report,
  container: Container,
  mount: PlainObject,
  field: string,
  found: unknown,
  needs: string,
  unknown: boolean | undefined,
): void {
  const finding = stringAt(mount, 'mountPath') ?? stringAt(mount, 'name');
  reportContainer(report, container, field, found, needs, { finding, unknown });
}
