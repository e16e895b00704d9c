import { annotationKeyProblems } from '../../../core/manifest/names';
import { type Text, textsOf } from '../../../model/text';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';

/** Keys that say what a prop says, or claim hosts past it. */
const OF_PROPS: Readonly<Record<string, string>> = {
  'kubernetes.io/ingress.class': 'cluster.ingress.class',
  'kubernetes.io/tls-acme': 'certificate: { issuer }',
  'cert-manager.io/issuer': 'certificate: { issuer }',
  'cert-manager.io/cluster-issuer': 'certificate: { issuer }',
  'external-dns.alpha.kubernetes.io/hostname': 'hosts',
  'external-dns.alpha.kubernetes.io/ttl': 'dnsTtl',
  'service.beta.kubernetes.io/load-balancer-source-ranges': 'sourceRanges',
};

/** The most seconds that the DNS keeps. Source: RFC 2181. */
const LONGEST_TTL = 2 ** 31 - 1;

/** What of the props of an item becomes annotations. */
interface Given {
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly dnsTtl?: number;
}

/**
 * Reads the annotations of a route or a Service, with what external-dns reads.
 * @param taken keys that are written anyway, and for which prop
 * @param names what external-dns does not read from the object itself
 */
export function annotationsFor(
  { annotations = {}, dnsTtl }: Given,
  { field, taken = {}, names = [] }: Annotated,
  problems: Problems,
): Readonly<Record<string, Text>> {
  for (const key of Object.keys(annotations)) {
    const place = `${field}.annotations["${key}"]`;
    problems.addAll(place, key, annotationKeyProblems(key), 'choose another key');
    const prop = [taken, OF_PROPS].find((keys) => Object.hasOwn(keys, key))?.[key];
    if (/snippet/i.test(key))
      problems.add(
        place,
        key,
        'no snippet: anyone who writes one may read every Secret of the controller',
        'leave it out',
      );
    else if (prop !== undefined) problems.add(place, key, `the prop that says it: ${prop}`, `use ${prop}`);
  }
  if (dnsTtl !== undefined)
    wholeNumber(`${field}.dnsTtl`, dnsTtl, 1, problems, { most: LONGEST_TTL, unit: 'seconds' });
  return {
    ...textsOf(annotations),
    ...(names.length === 0 ? {} : { 'external-dns.alpha.kubernetes.io/hostname': names.join() }),
    ...(dnsTtl === undefined ? {} : { 'external-dns.alpha.kubernetes.io/ttl': String(dnsTtl) }),
  };
}

interface Annotated {
  readonly field: string;
  readonly taken?: Readonly<Record<string, string>>;
  readonly names?: readonly string[];
}
