import type { OptOut } from '../../core/policy/waiver';
import { optOutsOf } from '../opt-outs';
import type { Problems } from '../problems';
import type { ContainerProps } from '../workload/container/props';
import type { WorkloadProps } from '../workload/props';
import type { DeliveredSecretData } from './props';

/** What Reloader reads on a workload: names of Secrets whose change rolls it. */
const RELOADER = 'secret.reloader.stakater.com/reload';
/** What Reloader rolls. */
const ROLLED: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'];

/** The annotation by which Reloader rolls a workload when a Secret changes that says `reload`. */
export function reloadAnnotation(
  kind: string,
  { annotations = {} }: WorkloadProps<unknown>,
  secrets: readonly DeliveredSecretData<unknown>[],
  problems: Problems,
): Record<string, string> {
  const names = secrets.filter(({ reload }) => reload === true).map(({ name }) => name);
  // A Job and a bare Pod run once: nobody can replace them, and they may share the Secret with what is rolled.
  if (names.length === 0 || !ROLLED.includes(kind)) return {};
  if (RELOADER in annotations) {
    const needs = 'either reload or the annotation';
    problems.add(`annotations["${RELOADER}"]`, annotations[RELOADER], needs, 'remove the annotation');
  }
  return { [RELOADER]: [...new Set(names)].sort().join(',') };
}

/** What Secrets opt out of whose keys a workload takes as variables. */
export function variableOptOuts(props: WorkloadProps<unknown>): OptOut[] {
  const all = [props, ...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  const secrets = [...new Set(all.flatMap(asVariables))];
  return secrets.flatMap((secret) =>
    optOutsOf('DeliveredSecretData', secret).map((optOut) => ({ ...optOut, finding: secret.name })),
  );
}

function asVariables({ env = {}, envFrom = [] }: ContainerProps<unknown>): DeliveredSecretData<unknown>[] {
  return [...Object.values(env), ...envFrom].flatMap((value) =>
    isDelivered(value) ? [value.delivered] : [],
  );
}

function isDelivered(value: unknown): value is { readonly delivered: DeliveredSecretData<unknown> } {
  return typeof value === 'object' && value !== null && 'delivered' in value;
}
