import { isPlain } from '../../core/manifest/plain';
import type { Waiver } from '../../core/policy/waiver';
import { describeProps } from '../description';
import type { NamespaceProps } from '../namespace/props';
import type { ZoneProps, ZoneSideProps } from '../namespace/tenancy/props';
import { Problems } from '../problems';
import type { WorkloadProps } from '../workload/props';
import { workloadIn } from './merge';
import { listOfNames, nearest } from './names';
import type { AnyWorkloadOverrides, EnvironmentProps, NamespaceOverrides } from './props';

/** The interface of what an environment can set, for kinds that have more than all others. */
const OVERRIDES: Readonly<Record<string, string>> = {
  Deployment: 'ReplicaOverrides',
  StatefulSet: 'ReplicaOverrides',
  CronJob: 'CronJobOverrides',
};

/**
 * One environment while an app is made for it: gives constructs what it sets, and knows in the end what it named that
 * is not there.
 */
export class Environment<Text = unknown> {
  private readonly problems: Problems;
  /** The names of workloads by namespace and name. */
  private readonly workloads = new Map<string, string>();
  private readonly namespaces = new Set<string>();
  /** Ranges of addresses that the code names. */
  private readonly ranges = new Set<string>();

  /** @param props looked at before */
  constructor(
    readonly name: string,
    readonly props: EnvironmentProps<Text>,
  ) {
    this.problems = new Problems(`environment ${name}`);
  }

  /** The props of a workload, with what the environment sets. @param kind of the object that keeps its pods */
  workload<Props extends WorkloadProps<unknown>>(
    kind: string,
    props: Props,
    { id, namespace }: { readonly id: string; readonly namespace: string | undefined },
  ): Props {
    const name = props.name ?? id;
    const full = namespace === undefined ? name : `${namespace}/${name}`;
    this.workloads.set(full, name);
    const [key, ...more] = [name, full].filter(
      (known, at, all) => this.has(known) && all.indexOf(known) === at,
    );
    if (key === undefined) return props;
    const overrides = this.overridesFor(key);
    if (more.length > 0) {
      const needs = `one entry for a workload; ${full} has another one`;
      this.problems.add(`workloads.${key}`, key, needs, 'put both into one');
    }
    this.refuseOthers(kind, overrides, `workloads.${key}`);
    return { ...props, ...workloadIn(props, overrides, `workloads.${key}`, this.problems) };
  }

  /** The waivers that hold in this environment only. */
  get waivers(): ReadonlySet<Waiver> {
    const { waivers = [], workloads = {}, namespaces = {} } = this.props;
    // What a program sets to undefined is not there.
    const below: ({ readonly waivers?: readonly Waiver[] } | undefined)[] = [
      ...Object.values(workloads),
      ...Object.values(namespaces),
    ];
    return new Set([...waivers, ...below.flatMap((overrides) => overrides?.waivers ?? [])]);
  }

  /** The props of a namespace, with what the environment sets. */
  namespace<Props extends NamespaceProps<unknown>>(props: Props, name: string): Props {
    this.namespaces.add(name);
    const { namespaces = {} } = this.props;
    const overrides = Object.hasOwn(namespaces, name) ? namespaces[name] : undefined;
    const zoned = { ...props, ...this.zoneIn(props) };
    return overrides === undefined ? zoned : { ...zoned, ...namespaceIn(props, overrides) };
  }

  /** The range of addresses that takes the place of one of the code. */
  range(cidr: string): string {
    const { cidrs = {} } = this.props;
    this.ranges.add(cidr);
    return (Object.hasOwn(cidrs, cidr) ? cidrs[cidr] : undefined) ?? cidr;
  }

  private zoneIn({ zone }: NamespaceProps<unknown>): Pick<NamespaceProps<unknown>, 'zone'> {
    if (!isPlain(zone)) return {};
    const side = (given: ZoneSideProps): ZoneSideProps =>
      isPlain(given) && Array.isArray(given.cidrs)
        ? { ...given, cidrs: given.cidrs.map((cidr) => this.range(cidr)) }
        : given;
    const { from, to }: ZoneProps = zone;
    return {
      zone: {
        ...zone,
        ...(from === undefined ? {} : { from: side(from) }),
        ...(to === undefined ? {} : { to: side(to) }),
      },
    };
  }

  /**
   * Looks at it once everything was made.
   * @throws InvalidInputError with everything that is wrong with it
   */
  finish(): void {
    const names = new Set([...this.workloads].flatMap(([full, name]) => [name, full]));
    for (const key of Object.keys(this.props.workloads ?? {}).filter((known) => this.has(known))) {
      const fields = `workloads.${key}`;
      const same = [...this.workloads].filter(([full, name]) => key === name && key !== full);
      if (!names.has(key)) {
        const needs = `a workload of the app: ${listOfNames(this.workloads.keys())}`;
        this.problems.add(fields, key, needs, nearest(key, names));
      } else if (same.length > 1) {
        const found = same.map(([full]) => full);
        const needs = `the name of one workload: ${listOfNames(found)}`;
        this.problems.add(fields, key, needs, `'${found[0]}': { … }`);
      }
    }
    for (const [key, value] of Object.entries(this.props.cidrs ?? {})) {
      if (value === undefined || this.ranges.has(key)) continue;
      const needs = `a range of addresses of the code: ${listOfNames(this.ranges)}`;
      this.problems.add(`cidrs["${key}"]`, key, needs, nearest(key, this.ranges));
    }
    for (const key of Object.keys(this.props.namespaces ?? {})) {
      if (this.namespaces.has(key)) continue;
      const needs = `an IsolatedNamespace of the app: ${listOfNames(this.namespaces)}`;
      this.problems.add(`namespaces.${key}`, key, needs, nearest(key, this.namespaces));
    }
    this.problems.throwIfAny();
  }

  private has(key: string): boolean {
    const { workloads = {} } = this.props;
    return Object.hasOwn(workloads, key) && workloads[key] !== undefined;
  }

  private overridesFor(key: string): AnyWorkloadOverrides<unknown> {
    return this.props.workloads?.[key] ?? {};
  }

  /** Props that another kind has. */
  private refuseOthers(kind: string, overrides: AnyWorkloadOverrides<unknown>, path: string): void {
    const { shapes } = describeProps(OVERRIDES[kind] ?? 'WorkloadOverrides');
    for (const [key, value] of Object.entries(overrides)) {
      if (value === undefined || Object.hasOwn(shapes, key)) continue;
      this.problems.add(
        `${path}.${key}`,
        value,
        `what a ${kind} has: ${Object.keys(shapes).join(', ')}`,
        'remove it',
      );
    }
  }
}

function namespaceIn(
  props: NamespaceProps<unknown>,
  { quota, limits, imagePullSecrets, secretStore, waivers }: NamespaceOverrides<unknown>,
): Partial<NamespaceProps<unknown>> {
  return {
    ...(quota === undefined ? {} : { quota: { ...(isPlain(props.quota) ? props.quota : {}), ...quota } }),
    ...(limits === undefined
      ? {}
      : { limits: { ...(isPlain(props.limits) ? props.limits : {}), ...limits } }),
    ...(imagePullSecrets === undefined
      ? {}
      : { imagePullSecrets: [...(props.imagePullSecrets ?? []), ...imagePullSecrets] }),
    ...(secretStore === undefined ? {} : { secretStore }),
    ...(waivers === undefined ? {} : { waivers: [...(props.waivers ?? []), ...waivers] }),
  };
}
