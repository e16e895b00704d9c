import { parseCidr } from '../../../core/controls/network/shared/cidr';
import { parseImage } from '../../../core/manifest/image';
import { objectNameProblems, subdomainProblems } from '../../../core/manifest/names';
import { type Allowed, LIMITABLE } from '../../../core/tenancy/allowed';
import type { Zone, ZoneSide } from '../../../core/tenancy/zone';
import type { Namespace } from '../../../model/namespace';
import type { Tenancy } from '../../../model/tenancy';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import type { NamespaceProps } from '../props';
import type { AllowedProps, ZoneProps, ZoneSideProps } from './props';

const LONGEST_TEXT = 253;

/**
 * Reads whose a namespace is, and what may be in it.
 * @param existing whether the Namespace object is someone else's: its annotations and policies are theirs, too
 */
export function parseTenancy(
  props: NamespaceProps<unknown>,
  existing: boolean,
  problems: Problems,
): Pick<Namespace, 'tenancy'> {
  const { owner, contact, allowed, zone, objectCounts } = props;
  if (existing) refuseOfOthers(props, problems);
  const tenancy: Tenancy = {
    ...(owner === undefined ? {} : { owner: line('owner', owner, `owner: 'team-shop'`, problems) }),
    ...(contact === undefined
      ? {}
      : { contact: line('contact', contact, `contact: 'shop@example.com'`, problems) }),
    ...(allowed === undefined ? {} : { allowed: parseAllowed(allowed, problems) }),
    ...(zone === undefined ? {} : { zone: parseZone(zone, problems) }),
    ...(objectCounts === undefined ? {} : { objects: parseCounts(props, objectCounts, problems) }),
  };
  return Object.keys(tenancy).length === 0 ? {} : { tenancy };
}

/** Where the Namespace is someone else's, nothing of ours would say or hold these. */
function refuseOfOthers(props: NamespaceProps<unknown>, problems: Problems): void {
  const needs = 'a Namespace that this program creates';
  for (const field of ['owner', 'contact', 'allowed'] as const)
    if (props[field] !== undefined)
      problems.add(field, props[field], needs, `leave ${field} or existing out`);
}

function line(field: string, text: string, fix: string, problems: Problems): string {
  if (text.trim() === '' || text.length > LONGEST_TEXT || /\p{Cc}/u.test(text))
    problems.add(field, text, `a text of one line, 1 to ${LONGEST_TEXT} characters long`, fix);
  return text;
}

/** The kinds whose names the lists of classes hold. */
const CLASSES = {
  storageClasses: ['StorageClass', 'standard'],
  runtimeClasses: ['RuntimeClass', 'gvisor'],
  priorityClasses: ['PriorityClass', 'standard'],
  gatewayClasses: ['GatewayClass', 'envoy'],
  ingressClasses: ['IngressClass', 'traefik'],
} as const;

function parseAllowed(props: AllowedProps, problems: Problems): Allowed {
  for (const [field, [kind, sample]] of Object.entries(CLASSES)) {
    const names = field in CLASSES ? namesOf(props, field) : undefined;
    each(`allowed.${field}`, names, problems, (at, name) =>
      problems.addAll(at, name, objectNameProblems(kind, name), `${field}: ['${sample}']`),
    );
  }
  each('allowed.registries', props.registries, problems, (at, registry) => {
    if (!isRegistry(registry))
      problems.add(at, registry, 'a registry with its host, or a path in one', `'registry.example.com/shop'`);
  });
  each('allowed.serviceTypes', props.serviceTypes, problems, () => undefined);
  if (props.serviceTypes?.length === 0)
    problems.add('allowed.serviceTypes', '[]', 'at least one type', `serviceTypes: ['ClusterIP']`);
  if (props.registries?.length === 0)
    problems.add('allowed.registries', '[]', 'at least one registry', `registries: ['registry.example.com']`);
  each('allowed.externalIps', props.externalIps, problems, (at, cidr) => checkCidr(at, cidr, problems));
  const allowed: { -readonly [Kind in keyof Allowed]: Allowed[Kind] } = {};
  for (const kind of LIMITABLE) {
    const names = props[kind];
    if (names !== undefined) allowed[kind] = names.map((name) => name.replace(/\/+$/, ''));
  }
  return allowed;
}

function namesOf(props: AllowedProps, field: string): readonly string[] | undefined {
  const kind = LIMITABLE.find((one) => one === field);
  return kind === undefined ? undefined : props[kind];
}

/** Looks at each text of a list, and at whether it is there once. */
function each(
  field: string,
  texts: readonly string[] | undefined,
  problems: Problems,
  check: (at: string, text: string) => void,
): void {
  for (const [index, text] of (texts ?? []).entries()) {
    const at = `${field}[${index}]`;
    check(at, text);
    if (texts?.indexOf(text) !== index) problems.add(at, `${text} again`, 'each once', 'remove it');
  }
}

/** Whether a text is a registry with its host, in small letters, or a path in one. */
function isRegistry(text: string): boolean {
  const path = text.replace(/\/$/, '');
  const [host = ''] = path.split('/');
  if (!/[.:]/.test(host) && host !== 'localhost') return false;
  if (host !== host.toLowerCase() || /[@,\s]/.test(path)) return false;
  return typeof parseImage(`${path}/image`) !== 'string';
}

function checkCidr(at: string, cidr: string, problems: Problems): void {
  if (parseCidr(cidr) === undefined)
    problems.add(at, cidr, 'a range of addresses, such as 192.0.2.0/24', `'192.0.2.0/24'`);
}

function parseZone({ from, to }: ZoneProps, problems: Problems): Zone {
  return {
    ...(from === undefined ? {} : { from: parseSide('zone.from', from, problems) }),
    ...(to === undefined ? {} : { to: parseSide('zone.to', to, problems) }),
  };
}

function parseSide(field: string, props: ZoneSideProps, problems: Problems): ZoneSide {
  const { namespaces = [], entities = [], cidrs = [], hosts = [] } = props;
  each(`${field}.namespaces`, namespaces, problems, (at, name) =>
    problems.addAll(at, name, objectNameProblems('Namespace', name), `namespaces: ['monitoring']`),
  );
  each(`${field}.entities`, entities, problems, () => undefined);
  each(`${field}.cidrs`, cidrs, problems, (at, cidr) => checkCidr(at, cidr, problems));
  each(`${field}.hosts`, hosts, problems, (at, host) =>
    problems.addAll(at, host, subdomainProblems(host.replace(/^\*\./, '')), `hosts: ['api.example.com']`),
  );
  return { namespaces: [...namespaces], entities: [...entities], cidrs: [...cidrs], hosts: [...hosts] };
}

/** Resources that the quota counts already, by the prop that says how many. */
const COUNTED: Readonly<Record<string, string>> = {
  configmaps: 'quota.configMaps',
  secrets: 'quota.secrets',
  persistentvolumeclaims: 'quota.claims',
};

function parseCounts(
  { quota }: NamespaceProps<unknown>,
  counts: Readonly<Record<string, number>>,
  problems: Problems,
): Readonly<Record<string, number>> {
  const fix = `objectCounts: { 'jobs.batch': 20 }`;
  if (optsOut(quota))
    problems.add(
      'objectCounts',
      counts,
      'a quota, which holds them',
      'leave objectCounts out, or give a quota',
    );
  for (const [resource, count] of Object.entries(counts)) {
    const at = `objectCounts["${resource}"]`;
    problems.addAll(at, resource, subdomainProblems(resource), fix);
    const prop = Object.hasOwn(COUNTED, resource) ? COUNTED[resource] : undefined;
    if (prop !== undefined) problems.add(at, resource, `the prop ${prop}`, `${prop}: ${count}`);
    if (!Number.isSafeInteger(count) || count < 0) problems.add(at, count, 'a whole number from 0', fix);
  }
  return { ...counts };
}
