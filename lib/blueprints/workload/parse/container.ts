import { imageProblems } from '../../../core/manifest/image';
import { labelNameProblems } from '../../../core/manifest/names';
import type { OptOut } from '../../../core/policy/waiver';
import { CONTAINER_FIELDS } from '../../../model/pass-through';
import type { Container, Port } from '../../../model/pod';
import { type Text, textFrom } from '../../../model/text';
import type { Config } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import { pulledReference } from '../../image-lock';
import type { Problems } from '../../problems';
import type { ContainerProps, PortProp, ProbeProp } from '../container/props';
import { passThrough } from '../pass-through';
import type { Storage } from '../volumes/parse';
import { parseEnv, parseEnvFrom } from './env';
import { parseLifecycle } from './lifecycle';
import { parsePorts } from './ports';
import { parseProbes } from './probes';
import { parseResources, type ResourcesModel } from './resources';
import type { VolumeNames } from './volume-names';
import { checkMounts, parseFiles, parseScratch } from './volumes';

const CONTAINER = { definition: 'core.v1.Container', allowed: CONTAINER_FIELDS };

/** What a container's props mean inside a workload. */
export interface ContainerRole {
  /** Prefix of fields in messages, such as `sidecars[0].`; empty for the main container. */
  readonly field: string;
  readonly name: string;
  /** Name of the workload. */
  readonly workload: string;
  readonly ports: readonly PortProp[];
  /** `port` or `ports`, for messages. */
  readonly portsField: string;
  /** Names of the volumes of the pod so far. */
  readonly volumes: VolumeNames;
  readonly probes: {
    readonly probe?: ProbeProp<unknown>;
    readonly liveness?: ProbeProp<unknown>;
    readonly startupBudget?: number;
  };
  /** Whether it runs for as long as the pod: then it may have hooks, and is asked by probes. */
  readonly longRunning: boolean;
  /** Whether the pod ends by itself: then nobody waits for an answer of it, and nothing has to be drained. */
  readonly ends: boolean;
  readonly gracePeriod: number;
  /** Volumes of the workload that it mounts. @default none */
  readonly storage?: Pick<Storage, 'mounts' | 'files'>;
}

/** A container, what it brings with it, and what it opts out of. */
export interface ParsedContainer {
  readonly container: Container;
  readonly configs: readonly Config[];
  /** The steps that copy files for it before it starts. */
  readonly copies: readonly Container[];
  readonly optOuts: readonly OptOut[];
}

/** Reads the props of a container, whatever its role. */
export function parseContainer(
  props: ContainerProps<unknown>,
  role: ContainerRole,
  context: BlueprintContext,
  problems: Problems,
): ParsedContainer {
  const { field, name, workload } = role;
  // The name of the main container is that of the workload, whose rules are stricter.
  if (field !== '') problems.addAll(`${field}name`, name, labelNameProblems(name), 'choose another name');
  const image = imageOf(`${field}image`, props.image, context, problems);
  const ports = parsePorts(`${field}${role.portsField}`, role.ports, role.probes.probe, problems);
  const prefix = name === workload ? '' : name;
  const scratch = parseScratch(`${field}scratch`, props.scratch, { prefix, names: role.volumes }, problems);
  const { logBudget } = context.cluster;
  const step = { image, logBudget, imageOf: (at: string, of: unknown) => imageOf(at, of, context, problems) };
  const {
    files: own,
    configs,
    copies,
  } = parseFiles(
    `${field}files`,
    props.files ?? {},
    { workload, prefix, names: role.volumes, ...step },
    problems,
  );
  const { mounts, files: further } = role.storage ?? { mounts: [], files: [] };
  const files = [...own, ...further];
  checkMounts(`${field}files`, scratch, files, mounts, problems);
  const resources = parseResources(`${field}resources`, props.resources, scratch, logBudget, problems);
  const probes = role.longRunning
    ? parseProbes(field, role.probes, ports, problems)
    : { probes: {}, livenessLeftOut: false };
  const { command, args, workingDir } = props;
  return {
    container: {
      name,
      image,
      ports,
      env: parseEnv(`${field}env`, props.env ?? {}, problems),
      envFrom: parseEnvFrom(`${field}envFrom`, props.envFrom ?? [], problems),
      resources: resources.resources,
      scratch,
      files,
      claims: mounts,
      probes: probes.probes,
      lifecycle: parseLifecycle(props.lifecycle ?? {}, { ...role, ports }, problems),
      fields: {
        ...passThrough({ ...CONTAINER, field: `${field}fields` }, props.fields, problems),
        ...(command === undefined ? {} : { command: command.map(textFrom) }),
        ...(args === undefined ? {} : { args: args.map(textFrom) }),
        ...(workingDir === undefined ? {} : { workingDir: textFrom(workingDir) }),
      },
    },
    configs,
    copies,
    optOuts: [...probeOptOuts(role, ports, probes.livenessLeftOut), ...resourceOptOuts(name, resources)],
  };
}

/** The opt-outs of probes: asking nothing where nothing is served, and not asking the same twice. */
function probeOptOuts(role: ContainerRole, ports: readonly Port[], livenessLeftOut: boolean): OptOut[] {
  const { name } = role;
  if (role.ends) return [];
  if (livenessLeftOut) {
    return [
      optOut('liveness-probe', name, 'one probe was given; asking the same twice restarts what is only slow'),
    ];
  }
  const { probe, liveness } = role.probes;
  if (!role.longRunning || ports.length > 0 || probe !== undefined || liveness !== undefined) return [];
  const reason = 'it serves no port, so there is nothing to ask and nobody who waits for it';
  return [optOut('readiness-probe', name, reason), optOut('liveness-probe', name, reason)];
}

/** The opt-outs of resources: a burst that was asked for, and CPU limits. */
function resourceOptOuts(name: string, resources: ResourcesModel): OptOut[] {
  const both = 'the namespace and the workload opt out of CPU limits';
  const burst = 'the workload asks for a burst: its limit is above its request';
  return [
    ...(resources.noCpuLimit
      ? [optOut('cpu-limits', name, both), optOut('cpu-requests-equal-limits', name, both)]
      : []),
    ...(resources.cpuBurst ? [optOut('cpu-requests-equal-limits', name, burst)] : []),
    ...(resources.memoryBurst ? [optOut('memory-requests-equal-limits', name, burst)] : []),
  ];
}

function optOut(control: OptOut['control'], container: string, reason: string): OptOut {
  return { control, container, reason, optOut: true };
}

/** The image with its digest, where it is in the reference or in the lock. */
function imageOf(field: string, image: unknown, context: BlueprintContext, problems: Problems): Text {
  const example = `image: 'registry.example.com/team/app:v1.0.0'`;
  return problems.leaf(image, (known, deferred) => {
    if (typeof known !== 'string') {
      deferred.add(field, known, 'the reference of an image', example);
      return '';
    }
    const strings = imageProblems(known).map((text) => `a valid reference: ${text}`);
    deferred.addAll(field, known, strings, example);
    return pulledReference(known, context.images);
  });
}
