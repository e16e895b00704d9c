import { clone, isAbsent, objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { POD_FIELDS, POD_SECURITY_FIELDS } from '../model/pass-through';
import type { Container, Pod, PodFields, PodSecurityFields, Port, RestartPolicy } from '../model/pod';
import { podTraits } from '../renderers/kubernetes/pod';
import { readContainer } from './container';
import { given, textMap, whole } from './typed';
import { Volumes } from './volumes';

/** What a pod may say of its restarts. */
const RESTARTS: readonly RestartPolicy[] = ['Always', 'OnFailure', 'Never'];

/** Seconds that the API server gives a pod that says nothing. */
const GRACE_PERIOD = 30;

/** What a pod is read with. */
export interface PodSurroundings {
  /** Names of the claims that each pod of a StatefulSet has for itself. */
  readonly claims: ReadonlySet<string>;
  /** The labels that select the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** The port of the workload's Service that leads to one of its own. */
  readonly servicePort: (port: Omit<Port, 'service'>) => number;
}

/** Reads a pod, whatever carries it; undefined where it has no container. */
export function readPod(seen: SeenPod, { claims, selector, servicePort }: PodSurroundings): Pod | undefined {
  const { spec } = seen;
  const volumes = new Volumes(spec, claims);
  const lists: Record<'containers' | 'first' | 'init' | 'sidecars', Container[]> = {
    containers: [],
    first: [],
    init: [],
    sidecars: [],
  };
  const isSidecar = (one: SeenPod['containers'][number]): boolean =>
    one.list === 'initContainers' && one.spec.restartPolicy === 'Always';
  let beforeSidecars = seen.containers.some(isSidecar);
  for (const one of seen.containers) {
    const { list, name, spec: written } = one;
    const container = readContainer(written, name, volumes, servicePort);
    if (list === 'containers') lists.containers.push(container);
    else if (isSidecar(one)) {
      lists.sidecars.push(container);
      beforeSidecars = false;
    } else if (list === 'initContainers') lists[beforeSidecars ? 'first' : 'init'].push(container);
  }
  const [main, ...beside] = lists.containers;
  if (main === undefined) return undefined;
  const context = objectAt(spec, 'securityContext');
  return {
    main,
    ...(beside.length === 0 ? {} : { beside }),
    ...(lists.first.length === 0 ? {} : { first: lists.first }),
    initContainers: lists.init,
    sidecars: lists.sidecars,
    annotations: textMap(seen.metadata.annotations),
    user: whole(context?.runAsUser),
    ...groupOf(context),
    restartPolicy: RESTARTS.find((policy) => policy === spec.restartPolicy) ?? 'Always',
    gracePeriod: whole(spec.terminationGracePeriodSeconds) ?? GRACE_PERIOD,
    imagePullSecrets: objectsAt(spec, 'imagePullSecrets').flatMap(
      (reference) => stringAt(reference, 'name') ?? [],
    ),
    fields: readFields(spec),
    securityFields: readSecurityFields(context),
    ...podTraits(spec, selector),
    seLinux: !isAbsent(context?.seLinuxOptions),
    appArmor: !isAbsent(context?.appArmorProfile),
  };
}

/** The group of the volumes, where it is not that of the processes. */
function groupOf(context: PlainObject | undefined): Pick<Pod, 'group'> {
  const group = whole(context?.fsGroup);
  return group === whole(context?.runAsUser) ? {} : given('group', group);
}

function readFields(spec: PlainObject): PodFields {
  const known = POD_FIELDS.filter((name) => !isAbsent(spec[name]));
  const selector = textMap(spec.nodeSelector);
  return {
    ...Object.fromEntries(known.map((name) => [name, clone(spec[name])])),
    ...(Object.keys(selector).length === 0 ? {} : { nodeSelector: selector }),
    ...given('priorityClassName', stringAt(spec, 'priorityClassName')),
    ...(typeof spec.hostUsers === 'boolean' ? { hostUsers: spec.hostUsers } : {}),
  };
}

function readSecurityFields(context: PlainObject | undefined): PodSecurityFields {
  if (context === undefined) return {};
  const known = POD_SECURITY_FIELDS.filter((name) => !isAbsent(context[name]));
  return Object.fromEntries(known.map((name) => [name, clone(context[name])]));
}
