/** Compares the example with the application as it was published: what the constructs add is not looked at, what they had to keep is. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../lib/core/manifest/plain';
import { canonicalQuantity } from '../../lib/core/manifest/quantity';
import { readManifests } from '../../lib/core/yaml';
import type { SuiteResult } from '../suite';
import { runExample } from './run-example';

const PUBLISHED = resolve(__dirname, '../../../shared/fixtures/apps/online-boutique.yaml');
/** Eleven services and Redis. */
const WORKLOADS = 12;

type Facts = ReadonlyMap<string, string>;

/** Runs the suite. It never throws: what cannot be read is a problem. */
export async function run(file: string = PUBLISHED): Promise<SuiteResult> {
  const started = performance.now();
  const problems: string[] = [];
  let judged = 0;
  let agreed = 0;
  try {
    const published = factsOf(objectsOf(readFileSync(file, 'utf8'), file));
    const ours = factsOf(runExample('online-boutique').flatMap(({ name, text }) => objectsOf(text, name)));
    const workloads = [...published.keys()].filter((key) => key.endsWith(' grace')).length;
    if (workloads !== WORKLOADS) problems.push(`${file}: found ${workloads} workloads; needs ${WORKLOADS}`);
    for (const key of new Set([...published.keys(), ...ours.keys()])) {
      judged += 1;
      const [needs, found] = [published.get(key), ours.get(key)];
      if (needs === found) agreed += 1;
      else problems.push(`${key}: found ${found ?? 'nothing'}; needs ${needs ?? 'nothing'}`);
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    program: 'online boutique, as published',
    version: 'v0.10.6',
    judged,
    expected: judged,
    found: agreed,
    problems,
    seconds,
  };
}

function objectsOf(text: string, file: string): PlainObject[] {
  const { documents, problems } = readManifests(text, file);
  const [first] = problems;
  if (first !== undefined) throw new Error(`${file}: ${JSON.stringify(first)}`);
  return documents.map(({ value }) => value).filter(isPlain);
}

/** What has to be equal, as one text a fact. */
function factsOf(objects: readonly PlainObject[]): Facts {
  const facts = new Map<string, string>();
  const pods = new Map<string, PlainObject>();
  for (const object of objects.filter((item) => item.kind === 'Deployment')) {
    const spec = objectAt(object, 'spec');
    const pod = objectAt(objectAt(spec, 'template'), 'spec') ?? {};
    pods.set(nameOf(object), pod);
    podFacts(nameOf(object), pod, facts);
    // What the application says; two are our own default.
    facts.set(
      `${nameOf(object)} has one replica`,
      String(spec?.replicas === 1 || nameOf(object) === 'redis-cart'),
    );
  }
  for (const service of objects.filter((item) => item.kind === 'Service')) {
    const spec = objectAt(service, 'spec');
    const pod = pods.get(nameOf(service).replace(/-external$/, ''));
    const ports = objectsAt(spec, 'ports').map(
      (port) => `${String(port.port)} -> ${numberOf(port.targetPort, pod)}`,
    );
    facts.set(`${nameOf(service)} Service`, [stringAt(spec, 'type') ?? 'ClusterIP', ...ports].join());
  }
  return facts;
}

function podFacts(name: string, pod: PlainObject, facts: Map<string, string>): void {
  facts.set(`${name} grace`, String(pod.terminationGracePeriodSeconds ?? 30));
  const [main] = objectsAt(pod, 'containers');
  const init = objectsAt(pod, 'initContainers');
  facts.set(
    `${name} init containers`,
    init.map((item) => `${nameless(item.name)} ${nameless(item.image)}`).join(),
  );
  for (const [role, container] of [['main', main], ...init.map((item) => ['init', item] as const)] as const) {
    for (const variable of objectsAt(container, 'env')) {
      facts.set(`${name} ${role} env ${nameless(variable.name)}`, nameless(variable.value));
    }
  }
  if (main === undefined) return;
  facts.set(`${name} image`, nameless(main.image));
  facts.set(
    `${name} ports`,
    objectsAt(main, 'ports')
      .map((port) => String(port.containerPort))
      .join(),
  );
  facts.set(`${name} readiness`, probeOf(objectAt(main, 'readinessProbe'), pod));
  for (const side of ['requests', 'limits']) {
    for (const resource of ['cpu', 'memory']) {
      const amount = objectAt(objectAt(main, 'resources'), side)?.[resource];
      facts.set(
        `${name} ${side} ${resource}`,
        typeof amount === 'string' ? (canonicalQuantity(amount) ?? amount) : 'none',
      );
    }
  }
}

/** Kind, target and timing of a probe. */
function probeOf(probe: PlainObject | undefined, pod: PlainObject): string {
  if (probe === undefined) return 'none';
  const timing = `every ${String(probe.periodSeconds ?? 10)} after ${String(probe.initialDelaySeconds ?? 0)}`;
  for (const kind of ['grpc', 'httpGet', 'tcpSocket']) {
    const handler = objectAt(probe, kind);
    if (handler === undefined) continue;
    const headers = JSON.stringify(listAt(handler, 'httpHeaders'));
    return `${kind} ${nameless(handler.path)} ${numberOf(handler.port, pod)} ${headers} ${timing}`;
  }
  return 'another';
}

/** The number of a port that may be named. */
function numberOf(port: unknown, pod: PlainObject | undefined): string {
  const [main] = objectsAt(pod, 'containers');
  const named = objectsAt(main, 'ports').find((item) => item.name === port);
  return String(named?.containerPort ?? port);
}

function nameOf(object: PlainObject): string {
  return stringAt(objectAt(object, 'metadata'), 'name') ?? '';
}

function nameless(value: unknown): string {
  return value === undefined ? '' : String(value);
}
