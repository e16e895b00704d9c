import type { ClusterModel } from '../../model/cluster-model';
import type { Namespace } from '../../model/namespace';
import type { Text } from '../../model/text';
import type { Workload } from '../../model/workload';
import { cloudOf } from '../account/account';
import { checkCloudEndpoints, parseCloudIdentity, podLabelsOf } from '../account/cloud-identity';
import { checkApiServer, checkGrants } from '../account/parse';
import type { Granted, IdentityProps } from '../account/props';
import type { BlueprintContext } from '../context';
import type { Problems } from '../problems';
import { checkUse } from '../secrets/check-use';
import type { Reference } from './container/props';
import type { WorkloadKind } from './kinds/kind';
import { checkShared, deliveredOf } from './parse/sources';
import { checkUses } from './parse/uses';
import { parseWorkload } from './parse/workload';
import type { WorkloadProps } from './props';

/** Where a workload stands, and what holds there. */
export interface WorkloadSite extends BlueprintContext {
  readonly id: string;
  /** Name of the namespace. */
  readonly namespace: string | undefined;
  /** The isolated namespace above it. */
  readonly isolated: Namespace | undefined;
  /** Names of Secrets that every workload of the app pulls its images with. */
  readonly imagePullSecrets: readonly Text[];
  /** The model that it becomes a part of. @default one without configurations */
  readonly model?: Pick<ClusterModel, 'configNamed' | 'secretNamed' | 'secrets'>;
}

/** Reads everything that is said about a workload; adds all that is wrong with it to the problems. */
export function readWorkload<Props extends WorkloadProps<unknown>>(
  kind: WorkloadKind<Props>,
  props: Props & IdentityProps<Granted, unknown>,
  site: WorkloadSite,
  problems: Problems,
): Workload {
  if (props.account !== undefined && props.grants !== undefined) {
    problems.add('grants', props.grants, 'either grants or account', 'give the grants to the account');
  }
  if (props.account !== undefined && props.cloudIdentity !== undefined) {
    const fix = 'give the cloud identity to the account';
    problems.add('cloudIdentity', props.cloudIdentity, 'either cloudIdentity or account', fix);
  }
  const imagePullSecrets = [...site.imagePullSecrets, ...(site.isolated?.imagePullSecrets ?? [])];
  const { id, namespace, isolated } = site;
  if (isolated?.nodeAgents !== undefined && kind.kind !== 'DaemonSet')
    refuseAmongAgents(isolated.name, problems);
  const place = { id, namespace, isolated, imagePullSecrets };
  const model = parseWorkload(kind, props, place, site, problems);
  checkShared(props, (name) => site.model?.configNamed(namespace, name), problems);
  // A namespace that is isolated has looked at those of the app.
  const ofApp = isolated === undefined ? (site.pulls ?? []) : [];
  checkUse([...deliveredOf(props), ...ofApp], isolated, site.model, problems);
  checkGrants(props.grants ?? [], problems);
  checkApiServer([...(props.grants ?? []), ...(props.account?.grants ?? [])], site.cluster, problems);
  const cloud = parseCloudIdentity(props.cloudIdentity, problems) ?? cloudOf(props.account);
  checkCloudEndpoints(cloud, site.cluster, problems);
  for (const { field, uses, env } of referencesIn(props, model.pod.main.name)) {
    checkUses(uses, { field, namespace: model.namespace, taken: new Set(Object.keys(env)) }, problems);
  }
  return cloud === undefined ? model : { ...model, labels: { ...model.labels, ...podLabelsOf(cloud) } };
}

/** Pod Security enforces nothing where node agents are: what is no agent would be there without its protection. */
function refuseAmongAgents(namespace: string, problems: Problems): void {
  const needs =
    'a namespace without nodeAgents: where they are Pod Security lets everything in, so that only a SecureDaemonSet is there';
  problems.add('namespace', namespace, needs, "new IsolatedNamespace(app, 'shop'), and the workload in it");
}

/** The variables of one container that take addresses. */
export interface ContainerReferences {
  readonly container: string;
  /** The prop in messages. */
  readonly field: string;
  readonly uses: Readonly<Record<string, Reference>>;
  readonly env: Readonly<Record<string, unknown>>;
}

/** The variables with addresses that the props name, by container. */
export function referencesIn(props: WorkloadProps<unknown>, main: string): ContainerReferences[] {
  const found: ContainerReferences[] = [
    { container: main, field: 'uses', uses: props.uses ?? {}, env: props.env ?? {} },
  ];
  for (const list of ['initContainers', 'sidecars'] as const) {
    for (const [index, { name, uses, env }] of (props[list] ?? []).entries()) {
      found.push({ container: name, field: `${list}[${index}].uses`, uses: uses ?? {}, env: env ?? {} });
    }
  }
  return found;
}
