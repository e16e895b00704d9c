import { objectNameProblems } from '../../../core/manifest/names';
import type { ExposedCertificate } from '../../../model/exposed';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import type { CertificateProps } from './props';

/** Where a certificate is asked for. */
interface CertificatePlace {
  readonly field: string;
  /** The name of the route. */
  readonly name: string;
  /** The namespace of the workload. */
  readonly namespace: string | undefined;
  /** Who has the certificate, where it is someone else. */
  readonly elsewhere?: string;
}

/** What either form of the props may have. */
const NOTHING: Partial<Record<'secret' | 'issuer' | 'namespace' | 'kind', unknown>> = {};

/** Reads where the certificate of hosts comes from. */
export function certificateOf(
  given: CertificateProps<unknown> | undefined,
  { field, name, namespace: home, elsewhere }: CertificatePlace,
  problems: Problems,
): ExposedCertificate | undefined {
  const place = `${field}.certificate`;
  if (elsewhere !== undefined) {
    if (given !== undefined)
      problems.add(place, given, `none: ${elsewhere} has the certificate`, 'leave certificate out');
    return undefined;
  }
  if (given === undefined) {
    const fix = `certificate: { issuer: 'letsencrypt' }`;
    problems.add(place, given, 'where the certificate comes from: { issuer } or { secret }', fix);
    return undefined;
  }
  const { secret, issuer, namespace: there, kind: sort } = { ...NOTHING, ...given };
  const both = secret !== undefined && issuer !== undefined;
  if (both || (secret !== undefined ? sort !== undefined : there !== undefined))
    problems.add(
      place,
      given,
      'either { secret, namespace } or { issuer, kind }',
      `certificate: { issuer: 'letsencrypt' }`,
    );
  if ('secret' in given) {
    const { namespace } = given;
    if (namespace !== undefined)
      problems.addAll(
        `${place}.namespace`,
        namespace,
        objectNameProblems('Namespace', namespace),
        `namespace: 'certificates'`,
      );
    return {
      secret: objectName(`${place}.secret`, given.secret, 'Secret', problems),
      ...(namespace === undefined || namespace === home ? {} : { namespace }),
    };
  }
  const kind = given.kind ?? 'ClusterIssuer';
  return {
    secret: `${name}-tls`,
    issuer: { kind, name: objectName(`${place}.issuer`, given.issuer, kind, problems) },
  };
}
