import type { PlainObject } from '../../core/manifest/plain';
import type { Protocol } from '../../core/network/route';
import type { Excuse } from '../../core/policy/waiver';
import type { BlueprintContext } from '../context';

/** A port as the workload's objects write it. */
export interface PortModel {
  readonly name: string;
  readonly container: number;
  readonly service: number;
  readonly protocol: Protocol;
}

/** A writable folder. */
export interface ScratchModel {
  readonly volume: string;
  readonly path: string;
  readonly size: string;
}

/** A folder with files. */
export interface FilesModel {
  readonly volume: string;
  readonly path: string;
  /** The volume's source in the API's form. */
  readonly source: PlainObject;
}

/** A container with every default in its place. */
export interface ContainerModel {
  readonly name: string;
  /** The reference; like every leaf it may be known only later. */
  readonly image: unknown;
  readonly ports: readonly PortModel[];
  /** Environment in the API's form, in the order of the props. */
  readonly env: readonly PlainObject[];
  readonly envFrom: readonly PlainObject[];
  readonly resources: PlainObject;
  readonly scratch: readonly ScratchModel[];
  readonly files: readonly FilesModel[];
  readonly probes: PlainObject;
  readonly lifecycle: PlainObject | undefined;
  /** Command, args, working folder and the fields that pass through. */
  readonly fields: PlainObject;
}

/** A ConfigMap that the workload brings, for `files` given in code. */
export interface ConfigModel {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A workload with every default in its place: what its objects are rendered from. */
export interface WorkloadModel {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly context: BlueprintContext;
  readonly selector: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The labels of the props, for the objects around it. */
  readonly extraLabels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly podAnnotations: Readonly<Record<string, unknown>>;
  readonly replicas: number | undefined;
  readonly main: ContainerModel;
  readonly initContainers: readonly ContainerModel[];
  readonly sidecars: readonly ContainerModel[];
  readonly configs: readonly ConfigModel[];
  readonly user: number;
  readonly gracePeriod: number;
  readonly imagePullSecrets: readonly unknown[];
  /** Everything of the pod spec that is decided by the props alone. */
  readonly podFields: PlainObject;
  /** Fields of the pod's security context that no control decides. */
  readonly securityFields: PlainObject;
  /** Everything of the Deployment spec that is decided by the props alone. */
  readonly specFields: PlainObject;
  /** How pods are replaced, in the API's form. */
  readonly strategy: PlainObject;
  readonly spread: boolean;
  readonly seLinux: boolean;
  readonly ndots: boolean;
  readonly appArmor: boolean;
  readonly excuses: readonly Excuse[];
}

/** All ports of a workload: of the main container, then of the sidecars. */
export function portsOf(model: WorkloadModel): PortModel[] {
  return [...model.main.ports, ...model.sidecars.flatMap((sidecar) => sidecar.ports)];
}
