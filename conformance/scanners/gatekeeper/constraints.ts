import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainObject } from '../../../lib/core/manifest/plain';

/** The constraint that speaks for every object: Gatekeeper's tester reports nothing of what passes. */
export const SEEN = 'seen';

const LIBRARY = 'lib.rego';

/** The names of the constraints, which are those of Gatekeeper's own library. */
export const CONSTRAINT_NAMES: readonly string[] = readdirSync(__dirname)
  .filter((file) => file.endsWith('.rego') && file !== LIBRARY)
  .map((file) => file.slice(0, -'.rego'.length))
  .sort();

function rego(file: string): string {
  return readFileSync(join(__dirname, file), 'utf8');
}

/**
 * Templates and constraints of Gatekeeper in words of our own, after the catalogue of controls.
 * @param registries what images may come from; empty: any registry
 * @param matches `spec.match` by the name of the constraint, such as for waivers
 */
export function constraints(
  registries: readonly string[],
  matches: Readonly<Record<string, PlainObject>>,
): PlainObject[] {
  return CONSTRAINT_NAMES.flatMap((name) => {
    const kind = `Bulwark${name.replaceAll(/(^|-)(\w)/g, (_, __, first: string) => first.toUpperCase())}`;
    const source = { version: 'v1', rego: rego(`${name}.rego`), libs: [rego(LIBRARY)] };
    const match = matches[name];
    return [
      {
        apiVersion: 'templates.gatekeeper.sh/v1',
        kind: 'ConstraintTemplate',
        metadata: { name: kind.toLowerCase() },
        spec: {
          crd: {
            spec: {
              names: { kind },
              validation: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: { registries: { type: 'array', items: { type: 'string' } } },
                },
              },
            },
          },
          targets: [{ target: 'admission.k8s.gatekeeper.sh', code: [{ engine: 'Rego', source }] }],
        },
      },
      {
        apiVersion: 'constraints.gatekeeper.sh/v1beta1',
        kind,
        metadata: { name },
        spec: { ...(match !== undefined && { match }), parameters: { registries: [...registries] } },
      },
    ];
  });
}
