import { isPlain } from '../../../core/manifest/plain';
import type { SharedConfig } from '../../../model/shared-config';
import { configName, sameContent } from '../../configuration/config';
import type { ConfigData } from '../../configuration/props';
import type { Problems } from '../../problems';
import { deliveredPulls } from '../../pull-secrets';
import type { DeliveredSecretData } from '../../secrets/props';
import type { ContainerProps, EnvFrom, EnvSource, FilesProp } from '../container/props';
import type { WorkloadProps } from '../props';

/** Something that a workload reads, is not its own, and rolls it when it changes. */
export type Source =
  | { readonly config: ConfigData<unknown>; readonly key?: string }
  | { readonly delivered: DeliveredSecretData<unknown>; readonly key?: string }
  | {
      readonly secret: unknown;
      readonly version: unknown /** Where the version stands. */;
      readonly field: string;
    };

/** What the containers of a workload read that is not its own and rolls it, each once, in the order in which it is said. */
export function sourcesOf(props: WorkloadProps<unknown>): Source[] {
  const sources = [
    ...sourcesIn(props, ''),
    ...(props.initContainers ?? []).flatMap((one, index) => sourcesIn(one, `initContainers[${index}].`)),
    ...(props.sidecars ?? []).flatMap((one, index) => sourcesIn(one, `sidecars[${index}].`)),
  ];
  const seen = new Map<unknown, Set<unknown>>();
  return sources.filter((source) => {
    const [of, part] = identityOf(source);
    const parts = seen.get(of) ?? new Set();
    seen.set(of, parts);
    if (parts.has(part)) return false;
    parts.add(part);
    return true;
  });
}

function identityOf(source: Source): readonly [of: unknown, part: unknown] {
  if ('config' in source) return [source.config, source.key];
  return 'delivered' in source ? [source.delivered, source.key] : [source.secret, source.version];
}

function sourcesIn({ files, env, envFrom }: ContainerProps<unknown>, within: string): Source[] {
  return [
    ...Object.entries(files ?? {}).flatMap(([path, one]) => sourceOf(one, `${within}files["${path}"]`)),
    ...Object.entries(env ?? {}).flatMap(([name, value]) =>
      isSource(value) ? sourceOf(value, `${within}env.${name}`) : [],
    ),
    ...(envFrom ?? []).flatMap((one, index) => sourceOf(one, `${within}envFrom[${index}]`)),
  ];
}

function isSource(value: unknown): value is EnvSource {
  return isPlain(value);
}

function sourceOf(prop: FilesProp<unknown> | EnvFrom<unknown> | EnvSource, place: string): Source[] {
  if ('privateCopy' in prop) return sourceOf(prop.privateCopy, `${place}.privateCopy`);
  if ('config' in prop) {
    const { config } = prop;
    // What `config(…)` makes has a method of that name.
    return ['key' in prop && typeof prop.key === 'string' ? { config, key: prop.key } : { config }];
  }
  if ('delivered' in prop) {
    const { delivered } = prop;
    return ['key' in prop && typeof prop.key === 'string' ? { delivered, key: prop.key } : { delivered }];
  }
  return 'secret' in prop && prop.version !== undefined
    ? [{ secret: prop.secret, version: prop.version, field: `${place}.version` }]
    : [];
}

/** The configurations in code that the containers of a workload read, each once. */
export function configsOf(props: WorkloadProps<unknown>): ConfigData<unknown>[] {
  return [...new Set(sourcesOf(props).flatMap((source) => ('config' in source ? [source.config] : [])))];
}

/** The Secrets that a workload uses and that are delivered, each once. */
export function deliveredOf(props: WorkloadProps<unknown>): DeliveredSecretData<unknown>[] {
  return [...new Set([...readOf(props), ...deliveredPulls(props.imagePullSecrets)])];
}

/** The Secrets that the containers of a workload read and that are delivered, each once. */
export function readOf(props: WorkloadProps<unknown>): DeliveredSecretData<unknown>[] {
  return [
    ...new Set(sourcesOf(props).flatMap((source) => ('delivered' in source ? [source.delivered] : []))),
  ];
}

/**
 * Says which configurations are not the one of their name in their namespace.
 * @param known the configuration of that name which is there already
 */
export function checkShared(
  props: WorkloadProps<unknown>,
  known: (name: string) => Pick<SharedConfig, 'data'> | undefined,
  problems: Problems,
): void {
  const own = new Map<string, ConfigData<unknown>>();
  for (const config of configsOf(props)) {
    const name = configName(config);
    const other = known(name) ?? own.get(name);
    own.set(name, config);
    if (other === undefined || !isPlain(config.data) || sameContent(other.data, config)) continue;
    const needs = 'one content for each name: the namespace has one ConfigMap of that name';
    problems.add(
      'config',
      config.name,
      needs,
      `const app = config('${config.name}', { … }), used by all of them`,
    );
  }
}
