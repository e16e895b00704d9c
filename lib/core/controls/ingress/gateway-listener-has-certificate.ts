import { isPlain, listAt, objectAt, type PlainObject } from '../../manifest/plain';
import { setControl } from '../control';
import { fieldAt } from '../field';
import { exampleGateway, listenerHolders, listenersOf } from './shared/gateways';

/** Protocols whose listeners end TLS unless they pass it through. */
const PROTOCOLS: readonly unknown[] = ['HTTPS', 'TLS'];

function hasCertificate(tls: PlainObject | undefined): boolean {
  if (tls?.mode === 'Passthrough' || listAt(tls, 'certificateRefs').length > 0) return true;
  return Object.keys(objectAt(tls, 'options') ?? {}).length > 0;
}

/**
 * Listeners that pass TLS through have none, and those with `options` may get one from the cloud.
 * Source: Gateway API, ListenerTLSConfig.
 */
export const gatewayListenerHasCertificate = setControl({
  id: 'gateway-listener-has-certificate',
  title: 'A listener that terminates TLS has a certificate',
  category: 'ingress',
  severity: 'medium',
  why: 'A listener without a certificate accepts no connections, or presents one that no client trusts, and users learn to ignore the warning.',
  fix: 'tls: { mode: Terminate, certificateRefs: [{ kind: Secret, name: shop-tls }] }',
  refs: { other: ['Gateway API: ListenerTLSConfig'] },
  alone: true,
  check(set, report) {
    for (const entry of listenerHolders(set)) {
      for (const { path, spec, protocol, name } of listenersOf(entry)) {
        if (!PROTOCOLS.includes(protocol) || hasCertificate(objectAt(spec, 'tls'))) continue;
        const found = isPlain(spec.tls) ? 'no certificateRefs' : fieldAt(spec, 'tls');
        const needs = 'the Secret of a certificate in certificateRefs';
        report(entry, { path: `${path}.tls`, found, needs, finding: name ?? path });
      }
    }
  },
  examples: {
    good: [
      { objects: [exampleGateway()] },
      {
        note: 'passed through to the pods',
        objects: [exampleGateway({ protocol: 'TLS', tls: { mode: 'Passthrough' } })],
      },
      {
        note: 'one of the cloud',
        objects: [exampleGateway({ tls: { options: { 'networking.gke.io/pre-shared-certs': 'shop' } } })],
      },
      { note: 'unencrypted', objects: [exampleGateway({ protocol: 'HTTP', port: 80, tls: null })] },
    ],
    bad: [
      { objects: [exampleGateway({ tls: null })] },
      { objects: [exampleGateway({ tls: { mode: 'Terminate', certificateRefs: [] } })] },
      { note: 'a listener for TLS', objects: [exampleGateway({ protocol: 'TLS', tls: {} })] },
    ],
  },
});
