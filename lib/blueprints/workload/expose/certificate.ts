import type { ExposedCertificate } from '../../../model/exposed';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import type { CertificateProps } from './props';

/** Reads where the certificate of hosts comes from. */
export function certificateOf(
  given: CertificateProps<unknown> | undefined,
  { field, name, shared }: { readonly field: string; readonly name: string; readonly shared: unknown },
  problems: Problems,
): ExposedCertificate | undefined {
  const place = `${field}.certificate`;
  if (shared !== undefined) {
    if (given !== undefined)
      problems.add(place, given, 'none: a Gateway of others has the certificate', 'leave certificate out');
    return undefined;
  }
  if (given === undefined) {
    const fix = `certificate: { issuer: 'letsencrypt' }`;
    problems.add(place, given, 'where the certificate comes from: { issuer } or { secret }', fix);
    return undefined;
  }
  if ('secret' in given) return { secret: objectName(`${place}.secret`, given.secret, 'Secret', problems) };
  const kind = given.kind ?? 'ClusterIssuer';
  return {
    secret: `${name}-tls`,
    issuer: { kind, name: objectName(`${place}.issuer`, given.issuer, kind, problems) },
  };
}
