import {
  annotationKeyProblems,
  labelKeyProblems,
  labelValueProblems,
  objectNameProblems,
} from '../../../core/manifest/names';
import type { PlainObject } from '../../../core/manifest/plain';
import { FIRST_USER_ID, LAST_USER_ID, userIdOf } from '../../../core/manifest/user-id';
import type { Excuse } from '../../../core/policy/waiver';
import type { BlueprintContext } from '../../context';
import { refuseUnknown } from '../../known-props';
import { businessLabels, INSTANCE, MANAGED_BY, versionLabel } from '../../labels';
import type { Problems } from '../../problems';
import { INIT_CONTAINER, SIDECAR } from '../known';
import type { WorkloadModel } from '../model';
import { POD_FIELDS, POD_SECURITY_FIELDS, passThrough } from '../pass-through';
import type { PortProp, SidecarProps, WorkloadProps } from '../props';
import { type ParsedContainer, parseContainer } from './container';
import { portCollisions } from './ports';
import { deadlineOf, strategyOf } from './rollout';
import { VolumeNames } from './volume-names';

const REPLICAS = 2;
const GRACE_PERIOD = 30;
const MIN_READY = 5;
const HISTORY = 3;

/** Where a workload stands. */
export interface WorkloadPlace {
  readonly id: string;
  readonly namespace: string | undefined;
  /** Names of Secrets that the namespace and the app pull images with. */
  readonly imagePullSecrets: readonly string[];
}

/** Reads the arguments of a workload; adds everything that is wrong with them to the problems. */
export function parseWorkload(
  props: WorkloadProps,
  place: WorkloadPlace,
  context: BlueprintContext,
  problems: Problems,
): WorkloadModel {
  const name = props.name ?? place.id;
  problems.addAll('name', name, objectNameProblems('Service', name), `name: 'web'`);
  if (props.component !== undefined) {
    problems.addAll(
      'component',
      props.component,
      labelValueProblems(props.component),
      'choose another value',
    );
  }
  const gracePeriod = wholeNumber(
    'terminationGracePeriod',
    props.terminationGracePeriod ?? GRACE_PERIOD,
    1,
    problems,
  );
  const containers = parseContainers(name, props, gracePeriod, context, problems);
  const parsed = [containers.main, ...containers.init, ...containers.sidecars];
  const selector = { ...(props.selector ?? { [INSTANCE]: name }) };
  if (Object.keys(selector).length === 0) {
    problems.add('selector', selector, 'at least one label', `selector: { app: '${name}' }`);
  }
  return {
    name,
    namespace: place.namespace,
    context,
    selector,
    labels: labelsOf(name, place.namespace, props, context, selector, problems),
    extraLabels: { ...props.labels },
    annotations: annotationsOf('annotations', props.annotations ?? {}, problems),
    podAnnotations: annotationsOf('podAnnotations', props.podAnnotations ?? {}, problems),
    replicas:
      props.autoscaled === true
        ? undefined
        : wholeNumber('replicas', props.replicas ?? REPLICAS, 0, problems),
    main: containers.main.container,
    initContainers: containers.init.map((item) => item.container),
    sidecars: containers.sidecars.map((item) => item.container),
    configs: parsed.flatMap((item) => item.configs),
    user: userOf(props.user, place.namespace, name, problems),
    gracePeriod,
    imagePullSecrets: pullSecrets(place, props, problems),
    podFields: podFields(props, context, problems),
    securityFields: passThrough('podSecurity', props.podSecurity, POD_SECURITY_FIELDS, problems),
    strategy: strategyOf(props.strategy, problems),
    specFields: {
      minReadySeconds: wholeNumber('minReadySeconds', props.minReadySeconds ?? MIN_READY, 0, problems),
      revisionHistoryLimit: wholeNumber(
        'revisionHistoryLimit',
        props.revisionHistoryLimit ?? HISTORY,
        0,
        problems,
      ),
      ...(props.progressDeadlineSeconds === undefined
        ? {}
        : { progressDeadlineSeconds: deadlineOf(props, props.progressDeadlineSeconds, problems) }),
      ...(props.paused === undefined ? {} : { paused: props.paused }),
    },
    spread: props.spread !== false,
    seLinux: props.seLinux !== false,
    ndots: props.ndots !== false,
    appArmor: props.appArmor !== false,
    excuses: [...(props.waivers ?? []), ...parsed.flatMap((item) => item.concessions), ...refusals(props)],
  };
}

interface Containers {
  readonly main: ParsedContainer;
  readonly init: readonly ParsedContainer[];
  readonly sidecars: readonly ParsedContainer[];
}

function parseContainers(
  workload: string,
  props: WorkloadProps,
  gracePeriod: number,
  context: BlueprintContext,
  problems: Problems,
): Containers {
  if (props.port !== undefined && props.ports !== undefined) {
    problems.add('ports', props.ports, 'either port or ports', 'remove one of the two');
  }
  const ports: readonly PortProp[] = props.ports ?? (props.port === undefined ? [] : [props.port]);
  const portsField = props.ports === undefined ? 'port' : 'ports';
  const role = { workload, gracePeriod, volumes: new VolumeNames() };
  const main = parseContainer(
    props,
    { ...role, field: '', name: workload, ports, portsField, probes: props, longRunning: true },
    context,
    problems,
  );
  for (const [index, item] of (props.initContainers ?? []).entries()) {
    refuseUnknown(`initContainers[${index}].`, item, INIT_CONTAINER, problems);
  }
  for (const [index, item] of (props.sidecars ?? []).entries()) {
    refuseUnknown(`sidecars[${index}].`, item, SIDECAR, problems);
  }
  const init = (props.initContainers ?? []).map((item, index) =>
    parseContainer(
      item,
      {
        ...role,
        field: `initContainers[${index}].`,
        name: item.name,
        ports: [],
        portsField: 'port',
        probes: {},
        longRunning: false,
      },
      context,
      problems,
    ),
  );
  const sidecars = (props.sidecars ?? []).map((item: SidecarProps, index) =>
    parseContainer(
      item,
      {
        ...role,
        field: `sidecars[${index}].`,
        name: item.name,
        ports: item.port === undefined ? [] : [item.port],
        portsField: 'port',
        probes: item,
        longRunning: true,
      },
      context,
      problems,
    ),
  );
  const names = [main, ...init, ...sidecars].map((item) => item.container.name);
  for (const name of new Set(names.filter((item, index) => names.indexOf(item) !== index))) {
    problems.add('initContainers, sidecars', name, 'a name of its own for every container', `name: '…'`);
  }
  portCollisions(
    [main, ...sidecars].flatMap((item) => item.container.ports),
    problems,
  );
  return { main, init, sidecars };
}

function labelsOf(
  name: string,
  namespace: string | undefined,
  props: WorkloadProps,
  context: BlueprintContext,
  selector: Readonly<Record<string, string>>,
  problems: Problems,
): Record<string, string> {
  checkLabels('labels', props.labels ?? {}, problems);
  checkLabels('selector', props.selector ?? {}, problems);
  return {
    'app.kubernetes.io/name': name,
    ...versionLabel(props.image),
    ...(namespace === undefined ? {} : { 'app.kubernetes.io/part-of': namespace }),
    'app.kubernetes.io/component': props.component ?? name,
    ...businessLabels(context.policy),
    ...props.labels,
    ...MANAGED_BY,
    [INSTANCE]: name,
    ...selector,
  };
}

function annotationsOf(
  field: string,
  annotations: Readonly<Record<string, string>>,
  problems: Problems,
): Record<string, string> {
  for (const key of Object.keys(annotations))
    problems.addAll(`${field}["${key}"]`, key, annotationKeyProblems(key), 'choose another key');
  return { ...annotations };
}

function userOf(
  user: number | undefined,
  namespace: string | undefined,
  name: string,
  problems: Problems,
): number {
  if (user === undefined) return userIdOf(namespace, name);
  if (!Number.isInteger(user) || user < FIRST_USER_ID || user > LAST_USER_ID) {
    problems.add(
      'user',
      user,
      `a whole number from ${FIRST_USER_ID} to ${LAST_USER_ID}`,
      `user: ${userIdOf(namespace, name)}`,
    );
  }
  return user;
}

function checkLabels(field: string, labels: Readonly<Record<string, string>>, problems: Problems): void {
  for (const [key, value] of Object.entries(labels)) {
    problems.addAll(`${field}["${key}"]`, key, labelKeyProblems(key), 'choose another key');
    problems.addAll(`${field}["${key}"]`, value, labelValueProblems(value), 'choose another value');
  }
}

function podFields(props: WorkloadProps, context: BlueprintContext, problems: Problems): PlainObject {
  checkLabels('nodeSelector', props.nodeSelector ?? {}, problems);
  if (typeof props.priorityClass === 'string') {
    const texts = objectNameProblems('PriorityClass', props.priorityClass);
    problems.addAll('priorityClass', props.priorityClass, texts, `priorityClass: 'standard'`);
  }
  const { cluster } = context;
  const nodeSelector = {
    ...props.nodeSelector,
    ...(props.architecture === undefined ? {} : { 'kubernetes.io/arch': props.architecture }),
  };
  const priority = props.priorityClass ?? cluster.priorityClass?.name ?? false;
  return {
    ...passThrough('pod', props.pod, POD_FIELDS, problems),
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(priority === false ? {} : { priorityClassName: priority }),
    ...(cluster.userNamespaces && props.userNamespaces !== false ? { hostUsers: false } : {}),
  };
}

/** What a workload refused of the defaults that the cluster could give it. */
function refusals(props: WorkloadProps): Excuse[] {
  const refused: Excuse[] = [];
  const refuse = (control: Excuse['control'], prop: string): void => {
    refused.push({ control, reason: `refused by the workload: ${prop}: false`, concession: true });
  };
  if (props.seLinux === false) refuse('set-selinux-options', 'seLinux');
  if (props.priorityClass === false) refuse('priority-class-set', 'priorityClass');
  if (props.userNamespaces === false) refuse('user-namespaces', 'userNamespaces');
  if (props.ndots === false) refuse('dns-config-ndots', 'ndots');
  if (props.strategy === 'Recreate') {
    const reason = 'the workload asks for Recreate: two versions of it must never run together';
    refused.push({ control: 'rolling-update-strategy', reason, concession: true });
  }
  if (props.spread === false) {
    refuse('pod-anti-affinity', 'spread');
    refuse('topology-spread', 'spread');
  }
  return refused;
}

function pullSecrets(place: WorkloadPlace, props: WorkloadProps, problems: Problems): string[] {
  for (const [index, name] of (props.imagePullSecrets ?? []).entries()) {
    const texts = objectNameProblems('Secret', name);
    problems.addAll(`imagePullSecrets[${index}]`, name, texts, 'the name of a Secret');
  }
  return [...new Set([...place.imagePullSecrets, ...(props.imagePullSecrets ?? [])])];
}

function wholeNumber(field: string, value: number, least: number, problems: Problems): number {
  if (!Number.isInteger(value) || value < least)
    problems.add(field, value, `a whole number from ${least}`, `${field}: ${Math.max(least, 1)}`);
  return value;
}
