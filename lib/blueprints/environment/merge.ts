import { isPlain } from '../../core/manifest/plain';
import type { Problems } from '../problems';
import type { ContainerProps } from '../workload/container/props';
import type { DeploymentProps } from '../workload/kinds/props';
import type { ExtraContainerProps, WorkloadProps } from '../workload/props';
import type { VolumeProp } from '../workload/volumes/props';
import { exposeIn } from './merge-expose';
import { listOfNames, nearest } from './names';
import type { AnyWorkloadOverrides, ContainerOverrides } from './props';

/** The props of a workload that an environment can set, whatever its kind. */
type Overridable = WorkloadProps<unknown> &
  Partial<Pick<DeploymentProps<unknown>, 'replicas' | 'scale'>> & {
    readonly schedule?: unknown;
    readonly timeZone?: unknown;
    readonly suspend?: boolean;
  };

/** What an environment sets of the props of a workload. @param path of the overrides in messages */
export function workloadIn(
  props: Overridable,
  overrides: AnyWorkloadOverrides<unknown>,
  path: string,
  problems: Problems,
): Partial<Overridable> {
  const { replicas, scale, schedule, timeZone, suspend, waivers, containers, volumeSizes } = overrides;
  return {
    ...containerIn(props, overrides, path, problems),
    ...(containers === undefined ? {} : containersIn(props, containers, `${path}.containers`, problems)),
    ...exposeIn(props, overrides, path, problems),
    ...(volumeSizes === undefined
      ? {}
      : { volumes: volumesIn(props, volumeSizes, `${path}.volumeSizes`, problems) }),
    ...(replicas === undefined ? {} : { replicas }),
    ...(scale === undefined ? {} : scaleIn(props, scale, `${path}.scale`, problems)),
    ...(schedule === undefined ? {} : { schedule }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(suspend === undefined ? {} : { suspend }),
    ...(waivers === undefined ? {} : { waivers: [...(props.waivers ?? []), ...waivers] }),
  };
}

type Container = Pick<ContainerProps<unknown>, 'image' | 'resources' | 'env'>;

function containerIn(
  props: Container,
  { image, resources, env }: ContainerOverrides<unknown>,
  path: string,
  problems: Problems,
): Partial<Container> {
  for (const [name, value] of Object.entries(env ?? {})) {
    const code = Object.hasOwn(props.env ?? {}, name) ? props.env?.[name] : undefined;
    if (!isPlain(code)) continue;
    const needs =
      'a variable that the code gives a text: here it has a source, which keeps its value out of the manifest';
    problems.add(`${path}.env.${name}`, value, needs, 'change what is in the source');
  }
  for (const limit of ['cpuLimit', 'memoryLimit'] as const)
    checkLimit(props.resources?.[limit], resources?.[limit], `${path}.resources.${limit}`, problems);
  return {
    ...(image === undefined ? {} : { image }),
    ...(resources === undefined ? {} : { resources: { ...props.resources, ...resources } }),
    ...(env === undefined ? {} : { env: { ...props.env, ...env } }),
  };
}

/** A limit above the request is an opt-out, which only the code can say. */
function checkLimit(code: unknown, given: unknown, path: string, problems: Problems): void {
  if (given === undefined) return;
  if (isOptOut(given)) problems.add(path, given, 'a quantity: no environment opts out', "'500m'");
  else if (code === undefined || isOptOut(code)) {
    const needs =
      'a container that the code gives this limit: a limit above the request is an opt-out, and no environment opts out';
    problems.add(path, given, needs, 'set the request alone, which is the limit too');
  }
}

function isOptOut(limit: unknown): boolean {
  return limit === 'optOut' || limit === 'refused';
}

function containersIn(
  props: Overridable,
  overrides: Readonly<Record<string, ContainerOverrides<unknown>>>,
  path: string,
  problems: Problems,
): Pick<Overridable, 'initContainers' | 'sidecars'> {
  const { initContainers = [], sidecars = [] } = props;
  const names = new Set([...initContainers, ...sidecars].map(({ name }) => name));
  for (const name of Object.keys(overrides)) {
    if (names.has(name)) continue;
    const needs = `an init container or a sidecar of the workload: ${listOfNames(names)}`;
    problems.add(`${path}.${name}`, name, needs, nearest(name, names));
  }
  const merged = <Item extends ExtraContainerProps<unknown>>(items: readonly Item[]): Item[] =>
    items.map((item) => {
      const own = Object.hasOwn(overrides, item.name) ? overrides[item.name] : undefined;
      return own === undefined
        ? item
        : { ...item, ...containerIn(item, own, `${path}.${item.name}`, problems) };
    });
  return {
    ...(initContainers.length === 0 ? {} : { initContainers: merged(initContainers) }),
    ...(sidecars.length === 0 ? {} : { sidecars: merged(sidecars) }),
  };
}

function volumesIn(
  { volumes = {} }: Overridable,
  sizes: Readonly<Record<string, string>>,
  path: string,
  problems: Problems,
): Readonly<Record<string, VolumeProp<unknown>>> {
  const merged = { ...volumes };
  for (const [at, size] of Object.entries(sizes)) {
    const volume = Object.hasOwn(volumes, at) ? volumes[at] : undefined;
    if (isPlain(volume) && 'size' in volume) merged[at] = { ...volume, size };
    else if (isPlain(volume) && isPlain(volume.ephemeral))
      merged[at] = { ...volume, ephemeral: { ...volume.ephemeral, size } };
    else {
      const needs = `the mount path of a volume with a size: ${listOfNames(Object.keys(volumes))}`;
      problems.add(`${path}["${at}"]`, at, needs, nearest(at, Object.keys(volumes)));
    }
  }
  return merged;
}

/** With fewer pods a workload is away while its node is drained. */
const FEWEST = 2;

function scaleIn(
  { scale }: Overridable,
  bounds: { readonly min?: number; readonly max?: number },
  path: string,
  problems: Problems,
): Pick<Overridable, 'scale'> {
  if (scale !== undefined) {
    if (bounds.min !== undefined && bounds.min < FEWEST && (scale.min ?? FEWEST) >= FEWEST) {
      const needs = `${FEWEST} or more, as the code has: fewer is an opt-out of hpa-min-replicas, and no environment opts out`;
      problems.add(`${path}.min`, bounds.min, needs, `min: ${FEWEST}`);
    }
    return { scale: { ...scale, ...bounds } };
  }
  problems.add(path, bounds, 'a workload that the code gives `scale`', 'replicas: 3');
  return {};
}
