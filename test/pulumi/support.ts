import type { ComponentResource } from '@pulumi/pulumi';
import { isPlain, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { HardenedApp, type HardenedAppArgs, IsolatedNamespace, restricted } from '../../lib/pulumi';
import { type PulumiRendering, type RenderOptions, renderPulumi } from '../../lib/pulumi/render/render';

/** An image that nothing is wrong with. */
export const IMAGE = `registry.example.com/team/app:v1.0.0@sha256:${'a'.repeat(64)}`;

/** Arguments of a workload that nothing is wrong with. */
export const WEB = { image: IMAGE, port: 8080, probe: { http: '/healthz' } } as const;

/** Who answers for the objects of the tests. */
export const POLICY = restricted({ owner: 'team-shop', email: 'team-shop@example.com' });

/** An app with a namespace, in which a test says the rest. */
export function inShop(
  say: (shop: IsolatedNamespace, app: HardenedApp) => unknown,
  args: HardenedAppArgs = {},
  options: RenderOptions = {},
): Promise<PulumiRendering> {
  return renderPulumi(() => {
    const app = new HardenedApp('app', { policy: POLICY, today: '2026-11-21', ...args });
    return say(new IsolatedNamespace('shop', {}, { parent: app }), app);
  }, options);
}

/** The only object of a kind, by name where there are several. */
export function objectOf({ manifests }: PulumiRendering, kind: string, name?: string): PlainObject {
  const found = manifests.filter(
    (manifest) => manifest.kind === kind && (name === undefined || nameOf(manifest) === name),
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} objects ${kind} ${name ?? ''}`);
  return only;
}

/** The value at a path of an object. */
export function at(value: unknown, path: string): unknown {
  let current: unknown = value;
  for (const key of path.split('.')) {
    if (Array.isArray(current)) current = current[Number(key)];
    else current = isPlain(current) ? current[key] : undefined;
  }
  return current;
}

/** The first container of a Deployment. */
export function containerOf(rendering: PulumiRendering, name: string): unknown {
  return at(objectOf(rendering, 'Deployment', name), 'spec.template.spec.containers.0');
}

function nameOf(manifest: PlainObject): string | undefined {
  return isPlain(manifest.metadata) ? stringAt(manifest.metadata, 'name') : undefined;
}

/** What a rendering failed with. */
export async function failureOf(rendering: Promise<unknown>): Promise<string> {
  try {
    await rendering;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing: it was rendered';
}

/** The parent of everything, for options. */
export type Parent = ComponentResource;
