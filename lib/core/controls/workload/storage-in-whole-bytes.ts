import { bytesMeant, isWholeBytes } from '../../manifest/bytes';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import { objectControl, type Report } from '../control';

const NEEDS = 'a whole number of bytes, such as 10Gi; m is a thousandth of one';

/** Whether a resource is counted in bytes, by the last part of its name. */
function isBytes(resource: string): boolean {
  return /(^|[./])(memory|storage|ephemeral-storage)$/.test(resource) || /(^|\.)hugepages-/.test(resource);
}

function checkAmounts(amounts: PlainObject | undefined, path: string, report: Report): void {
  for (const [resource, found] of Object.entries(amounts ?? {})) {
    if (!isBytes(resource) || isWholeBytes(found)) continue;
    const key = /^[\w-]+$/.test(resource) ? `.${resource}` : `[${JSON.stringify(resource)}]`;
    const fix = `${resource}: ${bytesMeant(found)}`;
    report({ path: `${path}${key}`, found, needs: NEEDS, finding: `${path}${key}`, fix });
  }
}

function checkClaim(claim: PlainObject, path: string, report: Report): void {
  const resources = objectAt(objectAt(claim, 'spec'), 'resources');
  for (const side of ['requests', 'limits'])
    checkAmounts(objectAt(resources, side), `${path}spec.resources.${side}`, report);
}

function checkLimits(spec: PlainObject | undefined, report: Report): void {
  for (const [index, item] of objectsAt(spec, 'limits').entries())
    for (const name of ['max', 'min', 'default', 'defaultRequest'])
      checkAmounts(objectAt(item, name), `spec.limits[${index}].${name}`, report);
}

/** The same of claims, volumes, quotas and limits. */
export const storageInWholeBytes = objectControl({
  id: 'storage-in-whole-bytes',
  title: 'Claims, quotas and limits are whole numbers of bytes',
  category: 'workload',
  severity: 'medium',
  why: 'The suffix m means one thousandth: a claim of 10m requests a hundredth of a byte, and a quota of 512m of memory admits no pod at all.',
  fix: 'storage: 10Gi',
  refs: {},
  kinds: ['LimitRange', 'PersistentVolume', 'PersistentVolumeClaim', 'ResourceQuota', 'StatefulSet'],
  check(manifest, report) {
    const spec = objectAt(manifest, 'spec');
    switch (stringAt(manifest, 'kind')) {
      case 'LimitRange':
        checkLimits(spec, report);
        break;
      case 'ResourceQuota':
        checkAmounts(objectAt(spec, 'hard'), 'spec.hard', report);
        break;
      case 'PersistentVolume':
        checkAmounts(objectAt(spec, 'capacity'), 'spec.capacity', report);
        break;
      case 'PersistentVolumeClaim':
        checkClaim(manifest, '', report);
        break;
      default:
        for (const [index, claim] of objectsAt(spec, 'volumeClaimTemplates').entries())
          checkClaim(claim, `spec.volumeClaimTemplates[${index}].`, report);
    }
  },
  examples: {
    good: [
      { objects: [quota({ 'limits.cpu': '500m', 'limits.memory': '8Gi', pods: '10' })] },
      { objects: [claim('10Gi')] },
    ],
    bad: [
      { objects: [quota({ 'limits.memory': '512m' })] },
      { objects: [claim('10m')] },
      { objects: [limits({ max: { memory: '512m' } })] },
      {
        objects: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolume',
            metadata: { name: 'a' },
            spec: { capacity: { storage: '10m' } },
          },
        ],
      },
      {
        note: 'claims of a StatefulSet',
        objects: [
          {
            apiVersion: 'apps/v1',
            kind: 'StatefulSet',
            metadata: { name: 'db', namespace: 'shop' },
            spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim('0.5').spec }] },
          },
        ],
      },
    ],
  },
});

function claim(storage: string): PlainObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec,
  };
}

function quota(hard: PlainObject): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'shop' },
    spec: { hard },
  };
}

function limits(item: PlainObject): PlainObject {
  const spec = { limits: [{ type: 'Container', ...item }] };
  return { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'shop' }, spec };
}
