import { printedName } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isOpaque, objectAt, objectsAt, type PlainObject, textOf } from '../../manifest/plain';
import { selectorOf } from '../../manifest/selector';
import { type SetReport, setControl } from '../control';
import { hidesSomething } from './shared/draft';
import { declaredPorts, isPortName, isPortNumber, isServicePortName, offers } from './shared/port-names';

/** Container ports: named, validly, and each name once in the pod, so that a Service hits one of them. */
function judgePod(entry: Entry, report: SetReport): void {
  const names = new Set<string>();
  for (const { container, path, port } of declaredPorts(entry)) {
    const found = port.name ?? undefined;
    const finding = `${textOf(port.containerPort)}/${textOf(port.protocol ?? 'TCP')}`;
    if (!isPortName(found)) {
      const needs = 'a name of 1 to 15 characters a-z, 0-9 and -, with a letter';
      report(entry, { path: `${path}.name`, found, needs, container, finding });
    } else if (typeof found === 'string') {
      if (names.has(found))
        report(entry, {
          path: `${path}.name`,
          found,
          needs: 'a name that no other port of the pod has',
          container,
          finding,
        });
      names.add(found);
    }
  }
}

/** Whether a target is one that the selected pods may well lack: nothing is known about pods that declare no ports. */
function isMissing(entry: Entry, target: unknown, port: PlainObject, headless: boolean): boolean {
  if (offers(entry, target, port.protocol)) return false;
  if (typeof target === 'string') return true;
  return (
    !headless &&
    entry.pods.some(({ containers }) => containers.some(({ spec }) => objectsAt(spec, 'ports').length > 0))
  );
}

/** The workloads whose pods a Service selects; an empty selector selects none. */
function selectedBy(entry: Entry, set: ManifestSet): readonly Entry[] {
  const labels = objectAt(objectAt(entry.manifest, 'spec'), 'selector');
  if (labels === undefined || Object.keys(labels).length === 0) return [];
  const selector = selectorOf({ matchLabels: labels });
  return selector === undefined ? [] : set.topsOf(set.podsMatching(entry.ref.namespace, selector));
}

/** Finds the first of some workloads that lacks a port. Several Services may ask the same of the same workloads. */
type Lacking = (
  pods: readonly Entry[],
  target: unknown,
  port: PlainObject,
  headless: boolean,
) => Entry | undefined;

function lackingOnce(): Lacking {
  const known = new Map<readonly Entry[], Map<string, Entry | undefined>>();
  return (pods, target, port, headless) => {
    const answers = known.get(pods) ?? new Map<string, Entry | undefined>();
    known.set(pods, answers);
    const question = JSON.stringify([typeof target, textOf(target), textOf(port.protocol), headless]);
    if (!answers.has(question))
      answers.set(
        question,
        pods.find((pod) => isMissing(pod, target, port, headless)),
      );
    return answers.get(question);
  };
}

function judgeService(entry: Entry, set: ManifestSet, lacking: Lacking, report: SetReport): void {
  const ports = objectsAt(objectAt(entry.manifest, 'spec'), 'ports');
  const pods = selectedBy(entry, set);
  const names = new Set<unknown>();
  ports.forEach((port, index) => {
    const take = (field: string, found: unknown, needs: string, unknown?: boolean): void => {
      const finding = `${textOf(port.port)}/${textOf(port.protocol ?? 'TCP')}`;
      report(entry, { path: `spec.ports[${index}].${field}`, found, needs, finding, unknown });
    };
    const name = port.name ?? undefined;
    const valid = isServicePortName(name) || (name === undefined && ports.length === 1);
    if (!valid || names.has(name)) take('name', name, 'a name of its own, of a-z, 0-9 and -');
    names.add(name);
    judgeTarget(entry, port, (...asked) => lacking(pods, ...asked), take);
  });
}

type Take = (field: string, found: unknown, needs: string, unknown?: boolean) => void;

function judgeTarget(
  entry: Entry,
  port: PlainObject,
  lackingOf: (target: unknown, port: PlainObject, headless: boolean) => Entry | undefined,
  take: Take,
): void {
  const target = port.targetPort ?? port.port ?? undefined;
  if (!isPortName(target) && !isPortNumber(target)) {
    take('targetPort', target, 'the name or number of a port');
    return;
  }
  const headless = objectAt(entry.manifest, 'spec')?.clusterIP === 'None';
  const lacking = lackingOf(target, port, headless);
  if (lacking === undefined) return;
  const unknown = isOpaque(port.protocol) || hidesPorts(lacking);
  take('targetPort', target, `a port that ${lacking.ref.kind} ${printedName(lacking.ref)} declares`, unknown);
}

function hidesPorts(entry: Entry): boolean {
  return entry.pods.some(({ containers }) => containers.some(({ spec }) => hidesSomething(spec.ports)));
}

/**
 * A Service may leave the name of its only port out, as in the API. A number counts as declared where pods declare no
 * ports at all, and in a headless Service, which sends nothing anywhere.
 */
export const validPortNames = setControl({
  id: 'valid-port-names',
  title: 'Ports have valid names, and Services point at ports that exist',
  category: 'workload',
  severity: 'medium',
  why: 'If no container has the targetPort of a Service, every request to it fails, and nothing in the cluster reports it.',
  fix: 'give the port of the container and the targetPort of the Service one name of at most 15 small letters, digits and dashes',
  code: 'port: 8080 (the container port and the Service then agree by name)',
  refs: {
    kubeLinter: ['invalid-target-ports'],
    kubeScore: ['container-ports-check'],
    kyverno: ['require-container-port-names'],
  },
  check(set, report) {
    for (const entry of set.entries) if (entry.pod !== undefined) judgePod(entry, report);
    const lacking = lackingOnce();
    for (const entry of set.ofKind('Service')) judgeService(entry, set, lacking, report);
  },
  examples: {
    good: [
      {
        objects: [pod([{ name: 'http', containerPort: 8080 }]), service([{ port: 80, targetPort: 'http' }])],
      },
      { note: 'nothing declared', objects: [pod([]), service([{ port: 8080 }])] },
    ],
    bad: [
      { objects: [pod([{ containerPort: 8080 }])] },
      { objects: [pod([{ name: 'http_metrics', containerPort: 8080 }])] },
      {
        note: 'one name for two ports',
        objects: [
          pod([
            { name: 'http', containerPort: 8080 },
            { name: 'http', containerPort: 8081 },
          ]),
        ],
      },
      {
        note: 'a name that no container has',
        objects: [pod([{ name: 'http', containerPort: 8080 }]), service([{ port: 80, targetPort: 'web' }])],
      },
      {
        note: 'without targetPort it is the port itself',
        objects: [pod([{ name: 'http', containerPort: 8080 }]), service([{ port: 80 }])],
      },
      { note: 'no number of a port', objects: [service([{ port: 80, targetPort: 70000 }])] },
      { note: 'two ports need names', objects: [service([{ port: 80 }, { name: 'https', port: 443 }])] },
    ],
  },
});

function pod(ports: PlainObject[]): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', ports }] },
  };
}

function service(ports: PlainObject[]): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports },
  };
}
