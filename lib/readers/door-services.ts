import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { ExternalPort, ExternalService } from '../model/exposed';
import { protocolOf } from './container';
import { given, strings, textMap, whole } from './typed';

const HOSTS = 'external-dns.alpha.kubernetes.io/hostname';

/** A Service for clients outside of the cluster, as our blueprints make it; undefined where it is none. */
export function externalService(name: string, manifest: PlainObject): ExternalService | undefined {
  const spec = objectAt(manifest, 'spec');
  const { type, externalTrafficPolicy = 'Cluster' } = spec ?? {};
  if (type !== 'LoadBalancer' && type !== 'NodePort') return undefined;
  if (externalTrafficPolicy !== 'Local' && externalTrafficPolicy !== 'Cluster') return undefined;
  const ports = objectsAt(spec, 'ports').flatMap(portOf);
  const annotations = textMap(objectAt(manifest, 'metadata')?.annotations);
  const clientIp = objectAt(objectAt(spec, 'sessionAffinityConfig'), 'clientIP');
  return {
    name,
    type,
    ports,
    sourceRanges: strings(spec?.loadBalancerSourceRanges),
    externalTrafficPolicy,
    ...given('affinity', whole(clientIp?.timeoutSeconds)),
    ...given('loadBalancerClass', stringAt(spec, 'loadBalancerClass')),
    hosts: annotations[HOSTS]?.split(',') ?? [],
    annotations,
  };
}

function portOf(written: PlainObject): ExternalPort[] {
  const name = stringAt(written, 'name');
  const port = whole(written.port);
  const protocol = protocolOf(written.protocol);
  if (name === undefined || port === undefined || protocol === undefined) return [];
  return [{ name, port, protocol, ...given('nodePort', whole(written.nodePort)) }];
}
