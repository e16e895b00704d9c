import { labelValueProblems, objectNameProblems } from '../../../core/manifest/names';
import { FIRST_USER_ID, LAST_USER_ID, userIdOf } from '../../../core/manifest/user-id';
import { INSTANCE_LABEL } from '../../../core/well-known';
import type { Namespace } from '../../../model/namespace';
import { POD_SECURITY_FIELDS } from '../../../model/pass-through';
import type { Container, Pod, PodSecurityFields } from '../../../model/pod';
import type { Text } from '../../../model/text';
import type { Workload } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import { namedPool, poolFor } from '../../node-pool/dedicated';
import { optsOut } from '../../opt-out';
import { optOutsOf } from '../../opt-outs';
import type { Problems } from '../../problems';
import { pullSecrets } from '../../pull-secrets';
import { reloadAnnotation, variableOptOuts } from '../../secrets/workload';
import { exposedOf } from '../expose/parse';
import type { WorkloadKind } from '../kinds/kind';
import { passThrough } from '../pass-through';
import type { WorkloadProps } from '../props';
import { scrapedOf } from '../scrape/parse';
import { parseStorage } from '../volumes/parse';
import { configChecksum } from './checksum';
import { type Containers, parseContainers } from './containers';
import { annotationsOf, labelsOf } from './labels';
import { checkOwner } from './owner';
import { podFields } from './pod-fields';
import { readOf, sourcesOf } from './sources';
import { VolumeNames } from './volume-names';
import { wholeNumber } from './whole-number';

const GRACE_PERIOD = 30;

const POD_SECURITY = {
  field: 'podSecurity',
  definition: 'core.v1.PodSecurityContext',
  allowed: POD_SECURITY_FIELDS,
};

/** Where a workload stands. */
export interface WorkloadPlace {
  readonly id: string;
  readonly namespace: string | undefined;
  /** The isolated namespace above it. */
  readonly isolated: Namespace | undefined;
  /** Names of Secrets that the namespace and the app pull images with. */
  readonly imagePullSecrets: readonly Text[];
}

/** Reads the arguments of a workload; adds everything that is wrong with them to the problems. */
export function parseWorkload<Props extends WorkloadProps<unknown>>(
  kind: WorkloadKind<Props>,
  props: Props,
  place: WorkloadPlace,
  context: BlueprintContext,
  problems: Problems,
): Workload {
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
  const volumes = new VolumeNames();
  const { namespace, isolated } = place;
  const templates = kind.kind === 'StatefulSet';
  const at = { ...context, workload: name, namespace, names: volumes, templates };
  const storage = parseStorage(props.volumes ?? {}, at, problems);
  const group = checkOwner(props.user, name, place, storage, problems);
  const own = kind.read(props, { name, volumes, storage, context, isolated }, problems);
  const { files = [], restartPolicy = 'Always', spread = false } = own;
  const mounted = { mounts: storage.mounts, files: [...storage.files, ...files] };
  const pod = { gracePeriod, volumes, storage: mounted, ends: restartPolicy !== 'Always' };
  const containers = parseContainers(name, props, pod, context, problems);
  const parsed = [containers.main, ...containers.init, ...containers.sidecars];
  const selector = { ...(props.selector ?? { [INSTANCE_LABEL]: name }) };
  if (Object.keys(selector).length === 0) {
    problems.add('selector', selector, 'at least one label', `selector: { app: '${name}' }`);
  }
  const ports = [containers.main, ...containers.sidecars].flatMap(({ container }) => container.ports);
  const exposed = exposedOf(props, { name, namespace: place.namespace, ports }, context, problems);
  const podAnnotations = annotationsOf('podAnnotations', props.podAnnotations ?? {}, problems);
  const found = scrapedOf(
    props,
    { kind: kind.kind, external: exposed.services !== undefined, ports, annotations: podAnnotations },
    context,
    problems,
  );
  const pool = poolFor(props.dedicatedTo, isolated);
  const configs = parsed.flatMap((item) => item.configs);
  const sources = sourcesOf(props);
  return {
    name,
    namespace: place.namespace,
    controller: own.controller,
    ...(own.scale === undefined ? {} : { scale: own.scale }),
    ...(own.recommend === true ? { recommend: true } : {}),
    ...(own.budget === undefined ? {} : { budget: own.budget }),
    ...exposed,
    ...(found.monitors.length === 0 ? {} : { monitors: found.monitors }),
    pod: {
      main: containers.main.container,
      ...inOrder(
        parsed.flatMap((item) => item.copies),
        containers,
      ),
      sidecars: containers.sidecars.map((item) => item.container),
      annotations: {
        ...podAnnotations,
        ...found.annotations,
        ...configChecksum(configs, sources, context.deferred, problems),
      },
      user: userOf(props.user, place.namespace, name, problems),
      ...(group === undefined ? {} : { group }),
      restartPolicy,
      gracePeriod,
      imagePullSecrets: [
        ...new Set([...place.imagePullSecrets, ...pullSecrets(props.imagePullSecrets ?? [], problems)]),
      ],
      ...namedPool(pool),
      fields: { ...podFields(props, context, pool, problems), ...own.fields },
      securityFields: joinedFields(
        passThrough(POD_SECURITY, props.podSecurity, problems),
        own.securityFields,
      ),
      spread,
      seLinux: !optsOut(props.seLinux),
      ndots: !optsOut(props.ndots),
      appArmor: !optsOut(props.appArmor),
    },
    selector,
    labels: labelsOf(name, place.namespace, props, context, selector, problems),
    extraLabels: { ...props.labels },
    annotations: {
      ...annotationsOf('annotations', props.annotations ?? {}, problems),
      ...reloadAnnotation(kind.kind, props, readOf(props), problems),
    },
    configs,
    ...(templates || storage.claims.length === 0 ? {} : { claims: storage.claims }),
    suppressions: [
      ...(props.waivers ?? []),
      ...parsed.flatMap((item) => item.optOuts),
      ...optOutsOf(kind.props, props),
      ...variableOptOuts(props),
      ...own.suppressions,
    ],
  };
}

/** Copies are made before any container starts that may read them: where there are no sidecars, first of all. */
function inOrder(
  copies: readonly Container[],
  { init, sidecars }: Containers,
): Pick<Pod, 'first' | 'initContainers'> {
  const initContainers = init.map((item) => item.container);
  if (copies.length === 0) return { initContainers };
  return sidecars.length === 0
    ? { initContainers: [...copies, ...initContainers] }
    : { first: copies, initContainers };
}

/** The fields of the props with those of the kind; lists hold what both say. */
function joinedFields(given: PodSecurityFields, own: PodSecurityFields = {}): PodSecurityFields {
  const { supplementalGroups: groups } = given;
  if (own.supplementalGroups === undefined || groups === undefined) return { ...given, ...own };
  // What is no list stays as it is, and is found.
  if (!Array.isArray(groups)) return { ...own, ...given };
  const added: unknown = own.supplementalGroups;
  return { ...given, ...own, supplementalGroups: [...groups, ...(Array.isArray(added) ? added : [])] };
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
