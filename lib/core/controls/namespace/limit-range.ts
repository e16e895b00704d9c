import type { PlainObject } from '../../manifest/plain';
import { CPU_LIMITS_ANNOTATION } from '../../well-known';
import { setControl } from '../control';
import { byNamespace, namespacesOf, ofCoreKind } from '../entries';
import { fieldAt } from '../field';
import { containerLimits, isLimit, optsOutOfCpuLimits } from './shared/namespaces';

export interface Params {
  /** False where no namespace of the cluster has CPU limits; a single one says so by annotation. */
  readonly cpuLimits: boolean;
}

const DEFAULTS: Params = { cpuLimits: true };

const BOUNDS = ['default', 'defaultRequest', 'max', 'min'] as const;

/** The bounds that set a limit of a container, and so are left out where CPU limits are refused. */
const LIMITS: readonly string[] = ['default', 'max'];

const BOTH = { cpu: '1', memory: '1Gi' };
const MEMORY = { memory: '1Gi' };

/** Bounds that an entry does not set, such as `max.memory`, with what is there. */
function missing(entry: PlainObject, cpuLimits: boolean): (readonly [string, unknown])[] {
  const gaps: (readonly [string, unknown])[] = [];
  for (const bound of BOUNDS) {
    for (const resource of ['cpu', 'memory']) {
      if (resource === 'cpu' && !cpuLimits && LIMITS.includes(bound)) continue;
      const found = fieldAt(entry, bound, resource);
      if (!isLimit(found)) gaps.push([`${bound}.${resource}`, found]);
    }
  }
  return gaps;
}

/**
 * Asks for one complete entry of type Container in every namespace whose Namespace object is in the set. The bounds
 * have to be written: what the API server would derive from the others is not counted, as scanners do not count it.
 * `default.cpu` and `max.cpu` are not asked for where CPU limits are refused (see resource-quota).
 * Source: Kubernetes documentation, limit ranges.
 */
export const limitRange = setControl({
  id: 'limit-range',
  title: 'Each namespace has a LimitRange for containers',
  category: 'namespace',
  severity: 'low',
  why: 'A container without requests and limits is scheduled blindly and can use a whole node; one that requests too much uses up the quota of the namespace.',
  fix: 'add a LimitRange whose Container entry has default, defaultRequest, max and min for cpu and memory',
  code: "limits: { cpu: '250m', memory: '256Mi' }, on the IsolatedNamespace; left out, these are the defaults",
  breaks: 'Containers that request more than max, or less than min, are refused.',
  refs: {
    trivy: ['KSV-0039'],
    kyverno: ['add-ns-quota'],
    nsa: ['Network separation: resource policies'],
  },
  params: DEFAULTS,
  check(set, report, context) {
    const { params } = context;
    const ranges = byNamespace(ofCoreKind(set, 'LimitRange'));
    for (const namespace of namespacesOf(set)) {
      const cpuLimits = params.cpuLimits && !optsOutOfCpuLimits(namespace, context);
      const entries = (ranges.get(namespace.ref.name) ?? []).flatMap((range) =>
        containerLimits(range.manifest).map((limits) => ({ range, gaps: missing(limits, cpuLimits) })),
      );
      if (entries.some(({ gaps }) => gaps.length === 0)) continue;
      const first = entries[0];
      if (first === undefined) {
        const needs = 'a LimitRange with an entry of type Container';
        report(namespace, { path: 'metadata.name', found: namespace.ref.name, needs });
        continue;
      }
      for (const [bound, found] of first.gaps) {
        report(first.range, {
          path: `spec.limits[type=Container].${bound}`,
          found,
          needs: 'a quantity',
          finding: bound,
        });
      }
    }
  },
  examples: {
    good: [
      { objects: [namespace(), range({ default: BOTH, defaultRequest: BOTH, max: BOTH, min: BOTH })] },
      {
        note: 'where CPU limits are refused',
        objects: [
          namespace({ [CPU_LIMITS_ANNOTATION]: 'refused' }),
          range({ default: MEMORY, defaultRequest: BOTH, max: MEMORY, min: BOTH }),
        ],
      },
      {
        params: { cpuLimits: false },
        objects: [namespace(), range({ default: MEMORY, defaultRequest: BOTH, max: MEMORY, min: BOTH })],
      },
    ],
    bad: [
      { note: 'none', objects: [namespace()] },
      { note: 'no max', objects: [namespace(), range({ default: BOTH, defaultRequest: BOTH, min: BOTH })] },
      {
        note: 'no CPU',
        objects: [namespace(), range({ default: MEMORY, defaultRequest: BOTH, max: MEMORY, min: BOTH })],
      },
      {
        note: 'for pods only',
        objects: [
          namespace(),
          range({ type: 'Pod', default: BOTH, defaultRequest: BOTH, max: BOTH, min: BOTH }),
        ],
      },
    ],
  },
});

function namespace(annotations: PlainObject = {}) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } };
}

function range(limits: PlainObject) {
  const metadata = { name: 'limits', namespace: 'shop' };
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata,
    spec: { limits: [{ type: 'Container', ...limits }] },
  };
}
