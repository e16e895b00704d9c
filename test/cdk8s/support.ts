import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  HardenedApp,
  type HardenedAppProps,
  IsolatedNamespace,
  SecureDeployment,
  type SecureDeploymentProps,
} from 'bulwark/cdk8s';
import type { Judgement } from '../../lib/core/engine/finding';
import { BulwarkError, InvalidInputError } from '../../lib/core/errors';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';

/** The day of every test. */
export const TODAY = '2026-11-21';

/** A pinned image. */
export const IMAGE =
  'registry.example.com/shop/web:v1.4.2@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Props of a web server that nothing is found on. */
export const WEB: SecureDeploymentProps = {
  image: IMAGE,
  port: 8080,
  probe: { http: '/readyz' },
  liveness: { http: '/livez' },
};

/** An app with a fixed day and a namespace `shop`. */
export function shopApp(props: HardenedAppProps = {}): { app: HardenedApp; shop: IsolatedNamespace } {
  const app = new HardenedApp({ today: TODAY, ...props });
  return { app, shop: new IsolatedNamespace(app, 'shop') };
}

/** An app with one workload `web` in `shop`. */
export function webApp(
  props: Partial<SecureDeploymentProps> = {},
): ReturnType<typeof shopApp> & { web: SecureDeployment } {
  const made = shopApp();
  return { ...made, web: new SecureDeployment(made.shop, 'web', { ...WEB, ...props }) };
}

const folders: string[] = [];

/** A folder of its own, which goes when the tests of the file are done. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'bulwark-test-'));
  folders.push(path);
  return path;
}

afterAll(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** All objects of an app, in order. */
export function objectsOf(app: HardenedApp): PlainObject[] {
  return app.synthesize().files.flatMap((file) => [...file.objects]);
}

/** What an app's judgement says. */
export function judgementOf(app: HardenedApp): Judgement {
  return app.synthesize().judgement;
}

/** The ids of the controls and rules that found something, each once, sorted. */
export function found(app: HardenedApp): string[] {
  return [...new Set(judgementOf(app).findings.map((finding) => finding.control))].sort();
}

/** The only object of a kind and a name. */
export function one(objects: readonly unknown[], kind: string, name: string): PlainObject {
  const all = objects
    .filter(isPlain)
    .filter((object) => object.kind === kind && at(object, 'metadata.name') === name);
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`${all.length} objects are ${kind} ${name}`);
  return first;
}

/** The value at a path such as `spec.containers.0.name`; keys with dots in quotes: `labels."a.b/c"`. */
export function at(value: unknown, path: string): unknown {
  let current = value;
  for (const [, quoted, plain] of path.matchAll(/"([^"]*)"|([^."]+)/g)) {
    const key = quoted ?? plain ?? '';
    if (Array.isArray(current)) current = current[Number(key)];
    else current = isPlain(current) ? current[key] : undefined;
  }
  return current;
}

/** The Deployment of a name. */
export function deployment(app: HardenedApp, name = 'web'): PlainObject {
  return one(objectsOf(app), 'Deployment', name);
}

/** The pod spec of a Deployment. */
export function podSpec(app: HardenedApp, name = 'web'): unknown {
  return at(deployment(app, name), 'spec.template.spec');
}

/** The first container of a Deployment. */
export function container(app: HardenedApp, name = 'web'): unknown {
  return at(podSpec(app, name), 'containers.0');
}

/** The error of ours that something throws. */
export function errorOf(run: () => unknown): BulwarkError {
  try {
    run();
  } catch (error) {
    if (error instanceof BulwarkError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The problems that a constructor throws, as `field: found; needs`. */
export function problemsOf(run: () => unknown): InvalidInputError['problems'] {
  const error = errorOf(run);
  if (error instanceof InvalidInputError) return error.problems;
  throw error;
}

/** What a call fails with, each problem as `field: found: needs`; nothing if it does not fail. */
export function problemLines(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError)
      return error.problems.map(({ field, found, needs }) => `${field}: ${found}: ${needs}`);
    throw error;
  }
  return [];
}

/** A value of which nothing can be changed. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}
