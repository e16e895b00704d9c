import { parseNamespace, parseQuota } from '../namespace/parse';
import type { NamespaceProps } from '../namespace/props';
import type { ZoneProps, ZoneSideProps } from '../namespace/tenancy/props';
import { Problems } from '../problems';
import type { TenantNamespaceProps, TenantProps } from './props';
import { splitCount, splitQuota } from './split';

/** One namespace of a tenant, as an isolated namespace says it. */
export interface TenantNamespace<Text> {
  /** Its key in `namespaces`. */
  readonly key: string;
  readonly props: NamespaceProps<Text> & { readonly name: string };
}

/**
 * Reads the arguments of a tenant as those of its namespaces; adds what is wrong with them, and with each namespace, to the problems.
 * @param id what the names of the namespaces begin with
 */
export function parseTenant<Text>(
  id: string,
  props: TenantProps<Text>,
  problems: Problems,
): readonly TenantNamespace<Text>[] {
  const spaces = Object.entries(props.namespaces).map(([key, space]) => ({
    key,
    space,
    name: `${id}-${key}`,
  }));
  if (spaces.length === 0)
    problems.add('namespaces', '{}', 'at least one namespace', 'namespaces: { web: { share: 100 } }');
  const shares = spaces.map(({ space }) => space.share);
  const before = problems.count;
  checkShares(spaces, problems);
  const quota = parseQuota(props.quota ?? {}, problems);
  checkCommon(props, problems);
  // A part of what is wrong is wrong again.
  if (problems.count > before || spaces.length === 0) return [];
  const quotas = splitQuota(quota, shares);
  const names = spaces.map(({ name }) => name);
  return spaces.map(({ key, space, name }, index) => {
    const part = quotas[index] ?? quota;
    checkPart(key, part, problems);
    const objectCounts = countsOf(props.objectCounts, shares, index);
    const made: NamespaceProps<Text> & { name: string } = {
      ...own(space),
      name,
      owner: props.owner,
      ...(props.contact === undefined ? {} : { contact: props.contact }),
      ...(objectCounts === undefined ? {} : { objectCounts }),
      ...(props.labels === undefined && space.labels === undefined
        ? {}
        : { labels: { ...props.labels, ...space.labels } }),
      ...(props.allowed === undefined && space.allowed === undefined
        ? {}
        : { allowed: { ...props.allowed, ...space.allowed } }),
      quota: part,
      zone: zoneOf(
        names.filter((other) => other !== name),
        [props.zone, space.zone],
      ),
    };
    const child = new Problems(key);
    parseNamespace(key, made, false, child);
    problems.addBelow(`namespaces.${key}`, child);
    return { key, props: made };
  });
}

/** What a namespace says for itself alone. */
function own<Text>({ share: _share, ...props }: TenantNamespaceProps<Text>): NamespaceProps<Text> {
  return props;
}

type Spaces = readonly {
  readonly key: string;
  readonly space: { readonly share: number };
  readonly name: string;
}[];

function checkShares(spaces: Spaces, problems: Problems): void {
  const fix = 'namespaces: { web: { share: 60 }, batch: { share: 40 } }';
  for (const { key, space } of spaces) {
    if (Number.isInteger(space.share) && space.share >= 1 && space.share <= 100) continue;
    problems.add(`namespaces.${key}.share`, space.share, 'a whole percentage from 1 to 100', fix);
  }
  const sum = spaces.reduce((all, { space }) => all + space.share, 0);
  if (sum > 100) problems.add('namespaces', `shares of ${sum} together`, 'at most 100', fix);
}

/** What all namespaces have is wrong once, and by its own name. */
function checkCommon<Text>(props: TenantProps<Text>, problems: Problems): void {
  const { owner, contact, labels, allowed, zone, objectCounts } = props;
  const common = { name: 'tenant', owner, contact, labels, allowed, zone, objectCounts };
  parseNamespace('tenant', common, false, problems);
}

function countsOf(
  counts: Readonly<Record<string, number>> | undefined,
  shares: readonly number[],
  index: number,
): Record<string, number> | undefined {
  if (counts === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(counts).map(([resource, count]) => [resource, splitCount(count, shares)[index] ?? 0]),
  );
}

/** A namespace without pods, CPU or memory takes no workload. */
function checkPart(
  key: string,
  { cpu, memory, pods }: { cpu: string; memory: string; pods: number },
  problems: Problems,
): void {
  for (const [field, part] of Object.entries({ cpu, memory, pods })) {
    if (part !== 0 && part !== '0') continue;
    const found = `none of the ${field} of the quota`;
    problems.add(
      `namespaces.${key}.share`,
      found,
      'a share that is some of it',
      `a larger share, or quota: { ${field}: … }`,
    );
  }
}

/** The zone of a namespace: the others of its tenant, and what the tenant and the namespace say. */
function zoneOf(siblings: readonly string[], said: readonly (ZoneProps | undefined)[]): ZoneProps {
  const side = (key: 'from' | 'to'): ZoneSideProps => {
    const sides = said.map((zone) => zone?.[key] ?? {});
    const all = <Item>(list: (side: ZoneSideProps) => readonly Item[] | undefined): Item[] => [
      ...new Set(sides.flatMap((one) => list(one) ?? [])),
    ];
    return {
      namespaces: [...new Set([...siblings, ...all(({ namespaces }) => namespaces)])],
      entities: all(({ entities }) => entities),
      cidrs: all(({ cidrs }) => cidrs),
      hosts: all(({ hosts }) => hosts),
    };
  };
  return { from: side('from'), to: side('to') };
}
