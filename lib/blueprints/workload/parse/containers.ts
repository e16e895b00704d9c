import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import type { PortProp } from '../container/props';
import type { ExtraContainerProps, SidecarProps, WorkloadProps } from '../props';
import { type Mounted, parseMounts } from '../volumes/mounts';
import { type ParsedContainer, parseContainer } from './container';
import { portCollisions } from './ports';
import type { VolumeNames } from './volume-names';

/** The containers of a workload. */
export interface Containers {
  readonly main: ParsedContainer;
  readonly init: readonly ParsedContainer[];
  readonly sidecars: readonly ParsedContainer[];
}

/** Reads the containers of a workload; names and ports are taken once in all of them. */
export function parseContainers(
  workload: string,
  props: WorkloadProps<unknown>,
  pod: {
    readonly gracePeriod: number;
    readonly volumes: VolumeNames;
    /** What the main container mounts of the workload. */
    readonly storage: Mounted;
    /** Whether the pod ends by itself. */
    readonly ends: boolean;
  },
  context: BlueprintContext,
  problems: Problems,
): Containers {
  if (props.port !== undefined && props.ports !== undefined) {
    problems.add('ports', props.ports, 'either port or ports', 'remove one of the two');
  }
  const ports: readonly PortProp[] = props.ports ?? (props.port === undefined ? [] : [props.port]);
  const portsField = props.ports === undefined ? 'port' : 'ports';
  const { storage, ...shared } = pod;
  const role = { workload, ...shared };
  const mountsOf = (field: string, { volumeMounts = {} }: ExtraContainerProps<unknown>): Mounted =>
    parseMounts(`${field}volumeMounts`, volumeMounts, storage, problems);
  const main = parseContainer(
    props,
    { ...role, field: '', name: workload, ports, portsField, probes: props, longRunning: true, storage },
    context,
    problems,
  );
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
        storage: mountsOf(`initContainers[${index}].`, item),
      },
      context,
      problems,
    ),
  );
  const sidecars = (props.sidecars ?? []).map((item: SidecarProps<unknown>, index) =>
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
        storage: mountsOf(`sidecars[${index}].`, item),
      },
      context,
      problems,
    ),
  );
  const all = [main, ...init, ...sidecars];
  const names = all.flatMap((item) => [item.container, ...item.copies]).map(({ name }) => name);
  for (const name of new Set(names.filter((item, index) => names.indexOf(item) !== index))) {
    problems.add('initContainers, sidecars', name, 'a unique name for every container', `name: '…'`);
  }
  portCollisions(
    [main, ...sidecars].flatMap((item) => item.container.ports),
    problems,
  );
  return { main, init, sidecars };
}
