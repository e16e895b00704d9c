import type { PlainObject } from '../../../lib/core/manifest/plain';
import bestPractices from './best-practices.json';
import podSecurity from './pod-security.json';

/** One policy in short; what it asks of pods it asks of every kind that makes them. */
interface Short {
  /** What has to be so. */
  readonly message: string;
  /** A pattern for every container, init containers and sidecars too. */
  readonly containers?: PlainObject;
  /** A pattern for the containers that run beside each other. */
  readonly main?: PlainObject;
  /** A pattern for the pod's spec. */
  readonly spec?: PlainObject;
  /** Kinds that `object` and `cel` are about. */
  readonly kinds?: readonly string[];
  /** A pattern for the whole object. */
  readonly object?: PlainObject;
  /** A condition; `C` are all containers. */
  readonly cel?: string;
}

const ALL: Readonly<Record<string, Short>> = { ...podSecurity, ...bestPractices };

/** The names of the policies. */
export const POLICY_NAMES: readonly string[] = Object.keys(ALL);

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/**
 * Kyverno policies in words of our own, after the catalogue of controls, under the names of Kyverno's samples.
 * @param registries what images may come from; empty: any registry
 */
export function policies(registries: readonly string[]): PlainObject[] {
  const images = registries.length === 0 ? '?*' : registries.map((entry) => `${entry}/*`).join(' | ');
  return Object.entries(ALL).map(([name, short]) => ({
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name },
    spec: {
      background: true,
      rules: [
        {
          name,
          match: { any: [{ resources: { kinds: [...(short.kinds ?? ['Pod'])] } }] },
          validate: { failureAction: 'Enforce', message: short.message, ...condition(short, images) },
        },
      ],
    },
  }));
}

function condition(short: Short, images: string): PlainObject {
  const { message, containers, main, spec, object, cel } = short;
  if (cel !== undefined) {
    const expression = cel.replaceAll(/\bC\.all\(/g, 'variables.everyContainer.all(');
    const every = LISTS.map((list) => `object.spec.?${list}.orValue([])`).join(' + ');
    const variables = cel === expression ? [] : [{ name: 'everyContainer', expression: every }];
    return { cel: { expressions: [{ expression, message }], ...(variables.length > 0 && { variables }) } };
  }
  if (object !== undefined) return { pattern: object };
  const pattern: PlainObject = { ...spec };
  const each = containers?.image === 'REGISTRIES' ? { image: images } : containers;
  if (each !== undefined) {
    pattern.containers = [each];
    for (const list of LISTS.slice(1)) pattern[`=(${list})`] = [each];
  }
  if (main !== undefined) pattern.containers = [main];
  return { pattern: { spec: pattern } };
}
