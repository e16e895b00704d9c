import { labelValueProblems, objectNameProblems } from '../../../core/manifest/names';
import { FIRST_USER_ID, LAST_USER_ID, userIdOf } from '../../../core/manifest/user-id';
import type { BlueprintContext } from '../../context';
import { INSTANCE } from '../../labels';
import type { Problems } from '../../problems';
import { pullSecrets } from '../../pull-secrets';
import type { WorkloadModel } from '../model';
import { POD_SECURITY_FIELDS, passThrough } from '../pass-through';
import type { WorkloadProps } from '../props';
import { parseContainers } from './containers';
import { annotationsOf, labelsOf } from './labels';
import { podFields, refusals } from './pod-fields';
import { deadlineOf, strategyOf } from './rollout';

const REPLICAS = 2;
const GRACE_PERIOD = 30;
const MIN_READY = 5;
const HISTORY = 3;

/** Where a workload stands. */
export interface WorkloadPlace {
  readonly id: string;
  readonly namespace: string | undefined;
  /** Names of Secrets that the namespace and the app pull images with. */
  readonly imagePullSecrets: readonly unknown[];
}

/** Reads the arguments of a workload; adds everything that is wrong with them to the problems. */
export function parseWorkload(
  props: WorkloadProps<unknown>,
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
    imagePullSecrets: [
      ...new Set([...place.imagePullSecrets, ...pullSecrets(props.imagePullSecrets ?? [], problems)]),
    ],
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

function wholeNumber(field: string, value: number, least: number, problems: Problems): number {
  if (!Number.isInteger(value) || value < least)
    problems.add(field, value, `a whole number from ${least}`, `${field}: ${Math.max(least, 1)}`);
  return value;
}
