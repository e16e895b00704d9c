import type { ClusterProfile } from '../../../cluster/profile';
import { classOf } from '../../../cluster/storage';
import { eachImage, imageAt } from '../../../manifest/images';
import type { Entry } from '../../../manifest/manifest-set';
import { isAbsent, isPlain, listAt, objectAt, textOf } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { type Allowed, annotationFor, isInRegistry, OLDER_CLASS } from '../../../tenancy/allowed';
import { type Report, reportPod } from '../../control';
import { fieldAt } from '../../field';
import { reportImage } from '../../image/shared/images';
import { contains, parseCidr } from '../../network/shared/cidr';

/** What an allowance needs, with where it is said. */
function needsOf(kind: keyof Allowed, names: readonly string[]): string {
  const what = names.length === 0 ? 'none' : names.join(' or ');
  return `${what}: that is what ${annotationFor(kind)} of the Namespace allows`;
}

/** Reports what a pod uses that its namespace does not allow. */
export function checkPod(pod: Pod, allowed: Allowed, report: Report): void {
  const { registries } = allowed;
  if (registries !== undefined) {
    eachImage(pod, (place) => {
      const image = imageAt(place);
      if (typeof image === 'string' && registries.some((one) => isInRegistry(image, one))) return;
      reportImage(report, place, needsOf('registries', registries));
    });
  }
  for (const [field, kind] of [
    ['runtimeClassName', 'runtimeClasses'],
    ['priorityClassName', 'priorityClasses'],
  ] as const) {
    const names = allowed[kind];
    const found = pod.spec[field];
    if (names === undefined || isOf(names, found)) continue;
    // Pods need not name one; where some are allowed, they have to.
    if (names.length === 0 && (isAbsent(found) || found === '')) continue;
    reportPod(report, pod, field, found, needsOf(kind, names));
  }
}

function isOf(names: readonly string[], found: unknown): boolean {
  return typeof found === 'string' && names.includes(found);
}

/** Reports the classes of claims: of a claim itself, of those that a StatefulSet makes, and of ephemeral volumes. */
export function checkClaims(entry: Entry, allowed: Allowed, cluster: ClusterProfile, report: Report): void {
  const { storageClasses } = allowed;
  if (storageClasses === undefined) return;
  const standard = cluster.storage === undefined ? undefined : classOf(cluster.storage, undefined)?.name;
  for (const { path, claim, finding } of claimsOf(entry)) {
    refuseOlder(claim, `${path}metadata`, OLDER_CLASS.storageClasses, 'storageClassName', report);
    const found = fieldAt(claim, 'spec', 'storageClassName');
    if (isOf(storageClasses, isAbsent(found) ? standard : found)) continue;
    const extra = finding === undefined ? {} : { finding };
    report({
      path: `${path}spec.storageClassName`,
      found,
      needs: needsOf('storageClasses', storageClasses),
      ...extra,
    });
  }
}

interface ClaimAt {
  /** What is before the fields of the claim. */
  readonly path: string;
  readonly claim: unknown;
  readonly finding?: string;
}

function claimsOf({ manifest, ref, pods }: Entry): ClaimAt[] {
  const claims: ClaimAt[] = [];
  if (ref.kind === 'PersistentVolumeClaim' && ref.group === '') claims.push({ path: '', claim: manifest });
  if (ref.kind === 'StatefulSet' && ref.group === 'apps') {
    for (const [index, template] of listAt(objectAt(manifest, 'spec'), 'volumeClaimTemplates').entries())
      claims.push({
        path: `spec.volumeClaimTemplates[${index}].`,
        claim: template,
        finding: textOf(fieldAt(template, 'metadata', 'name')),
      });
  }
  for (const pod of pods) {
    for (const [index, volume] of listAt(pod.spec, 'volumes').entries()) {
      if (!isPlain(volume) || isAbsent(volume.ephemeral)) continue;
      claims.push({
        path: `${pod.path}.volumes[${index}].ephemeral.volumeClaimTemplate.`,
        claim: fieldAt(volume, 'ephemeral', 'volumeClaimTemplate'),
        finding: textOf(volume.name),
      });
    }
  }
  return claims;
}

/** Reports the type and the external IPs of a Service. */
export function checkService({ manifest, ref }: Entry, allowed: Allowed, report: Report): void {
  if (ref.kind !== 'Service' || ref.group !== '') return;
  const { serviceTypes, externalIps } = allowed;
  const type = fieldAt(manifest, 'spec', 'type');
  if (serviceTypes !== undefined && !isOf(serviceTypes, isAbsent(type) ? 'ClusterIP' : type))
    report({ path: 'spec.type', found: type, needs: needsOf('serviceTypes', serviceTypes) });
  const addresses = fieldAt(manifest, 'spec', 'externalIPs');
  if (externalIps === undefined || isAbsent(addresses)) return;
  const needs = needsOf('externalIps', externalIps);
  if (!Array.isArray(addresses)) {
    report({ path: 'spec.externalIPs', found: addresses, needs });
    return;
  }
  for (const [index, found] of addresses.entries()) {
    if (typeof found === 'string' && externalIps.some((range) => isIn(found, range))) continue;
    report({ path: `spec.externalIPs[${index}]`, found, needs, finding: textOf(found) });
  }
}

function isIn(address: string, range: string): boolean {
  const [outer, inner] = [parseCidr(range), parseCidr(`${address}/${address.includes(':') ? 128 : 32}`)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

/** Reports the class of a Gateway or an Ingress; of an Ingress also the annotation that controllers still read. */
export function checkDoor({ manifest, ref }: Entry, allowed: Allowed, report: Report): void {
  const { gatewayClasses, ingressClasses } = allowed;
  const check = (field: string, kind: keyof Allowed, names: readonly string[]): void => {
    const found = fieldAt(manifest, 'spec', field);
    if (!isOf(names, found)) report({ path: `spec.${field}`, found, needs: needsOf(kind, names) });
  };
  if (gatewayClasses !== undefined && ref.kind === 'Gateway' && ref.group === 'gateway.networking.k8s.io')
    check('gatewayClassName', 'gatewayClasses', gatewayClasses);
  if (ingressClasses === undefined || ref.kind !== 'Ingress' || ref.group !== 'networking.k8s.io') return;
  check('ingressClassName', 'ingressClasses', ingressClasses);
  refuseOlder(manifest, 'metadata', OLDER_CLASS.ingressClasses, 'ingressClassName', report);
}

/** The annotation that came before the field of a class: what reads it takes it before the field. */
function refuseOlder(owner: unknown, path: string, annotation: string, field: string, report: Report): void {
  const found = fieldAt(owner, 'metadata', 'annotations', annotation);
  if (isAbsent(found)) return;
  const needs = `no annotation: the field ${field} says the class`;
  report({ path: `${path}.annotations['${annotation}']`, found, needs, finding: `${path} annotation` });
}
