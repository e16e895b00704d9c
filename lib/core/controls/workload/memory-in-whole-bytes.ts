import { bytesMeant, isWholeBytes } from '../../manifest/bytes';
import { isOpaque, objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { podControl, type Report, reportContainer, reportPod } from '../control';
import { amountAt } from './shared/amounts';

const RESOURCES = ['memory', 'ephemeral-storage'];
const SIDES = ['limits', 'requests'] as const;
const NEEDS = 'a whole number of bytes, such as 256Mi; m is a thousandth of one';

function checkContainer(container: Container, report: Report): void {
  for (const side of SIDES) {
    for (const resource of RESOURCES) {
      const found = amountAt(container, side, resource);
      const field = `resources.${side}.${resource}`;
      if (isOpaque(found)) reportContainer(report, container, field, found, NEEDS);
      if (isWholeBytes(found) || isOpaque(found)) continue;
      const fix = `${resource}: ${bytesMeant(found)}`;
      reportContainer(report, container, field, found, NEEDS, {
        finding: `${container.name}/${side}/${resource}`,
        fix,
      });
    }
  }
}

/** Amounts of the pod as a whole, and of its volumes. */
function checkPod(pod: Pod, report: Report): void {
  const resources = objectAt(pod.spec, 'resources');
  for (const side of SIDES)
    for (const resource of RESOURCES)
      checkAmount(pod, objectAt(resources, side), resource, `resources.${side}.${resource}`, report);
  for (const [index, volume] of objectsAt(pod.spec, 'volumes').entries()) {
    const finding = stringAt(volume, 'name');
    const place = `volumes[${index}]`;
    checkAmount(
      pod,
      objectAt(volume, 'emptyDir'),
      'sizeLimit',
      `${place}.emptyDir.sizeLimit`,
      report,
      finding,
    );
    const claim = objectAt(objectAt(objectAt(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec');
    const requests = objectAt(objectAt(claim, 'resources'), 'requests');
    const path = `${place}.ephemeral.volumeClaimTemplate.spec.resources.requests.storage`;
    checkAmount(pod, requests, 'storage', path, report, finding);
  }
}

function checkAmount(
  pod: Pod,
  owner: PlainObject | undefined,
  key: string,
  path: string,
  report: Report,
  finding = path,
): void {
  const found = owner?.[key];
  if (isOpaque(found)) reportPod(report, pod, path, found, NEEDS, { finding });
  else if (!isWholeBytes(found))
    reportPod(report, pod, path, found, NEEDS, { finding, fix: `${key}: ${bytesMeant(found)}` });
}

/** The API server takes such an amount with a warning only, and the container does not start. */
export const memoryInWholeBytes = podControl({
  id: 'memory-in-whole-bytes',
  title: 'Memory and local storage are whole numbers of bytes',
  category: 'workload',
  severity: 'medium',
  why: 'The suffix m means one thousandth: 512m of memory is half a byte. The container does not start, and a volume of that size evicts its pod at the first byte.',
  fix: 'memory: 512Mi',
  code: "resources: { memory: '512Mi' }",
  refs: {},
  check(pod, report) {
    for (const container of pod.containers) checkContainer(container, report);
    checkPod(pod, report);
  },
  examples: {
    good: [
      { container: { resources: { limits: { cpu: '500m', memory: '512Mi' } } } },
      { note: 'a fraction that is whole', container: { resources: { limits: { memory: '1.5Gi' } } } },
      { spec: { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64M' } }] } },
    ],
    bad: [
      { container: { resources: { limits: { memory: '512m' } } } },
      { note: 'bytes and a fifth', container: { resources: { requests: { memory: '1.1Gi' } } } },
      { container: { resources: { requests: { 'ephemeral-storage': '3500m' } } } },
      { spec: { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64m' } }] } },
      { note: 'of the pod as a whole', spec: { resources: { limits: { memory: '0.5' } } } },
      {
        note: 'a claim that is made with the pod',
        spec: {
          volumes: [
            {
              name: 'data',
              ephemeral: {
                volumeClaimTemplate: {
                  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10m' } } },
                },
              },
            },
          ],
        },
      },
    ],
  },
});
