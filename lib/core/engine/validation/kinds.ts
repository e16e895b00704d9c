import type { Entry } from '../../manifest/manifest-set';
import { isBuiltinGroup } from '../../manifest/registry';
import { checkPodSpec, type SchemaProblemType } from '../../manifest/schema-check';
import type { Take } from './problem';

/** What the pod of a custom resource may lack that a pod of Kubernetes may not: its operator writes it, or it comes later. */
const OPERATORS: ReadonlySet<SchemaProblemType> = new Set(['missing', 'opaque', 'not-served']);

/**
 * What nobody judged: objects of kinds of which it is not known what they carry. An unknown kind in a group of Kubernetes
 * itself is the business of the schema.
 */
export function unknownKind({ ref, unjudged }: Entry, take: Take): void {
  if (unjudged === undefined || (isBuiltinGroup(ref.group) && unjudged.path === 'kind')) return;
  const { path, found, needs, fix, deferred } = unjudged;
  take({ rule: 'unknown-kind', path, found, needs, fix, text: true, unknown: true, settled: !deferred });
}

/** Fields in the pod templates of custom resources that no pod has, and values of a wrong type. */
export function templateFields({ templates }: Entry, take: Take): void {
  for (const { spec, path } of templates) {
    for (const { path: at, found, needs, type } of checkPodSpec(spec, path)) {
      if (OPERATORS.has(type)) continue;
      const fix =
        type === 'unknown-field'
          ? 'remove the field, or spell it as the API does'
          : 'write what the API takes';
      take({ rule: 'schema', path: at, found, needs, fix });
    }
  }
}
