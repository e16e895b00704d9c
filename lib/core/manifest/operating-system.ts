import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from './plain';

const KEYS: ReadonlySet<unknown> = new Set(['kubernetes.io/os', 'beta.kubernetes.io/os']);
const WINDOWS = 'windows';

/**
 * Whether a pod can only run on Windows: it says so in `os.name`, or where it says nothing there its node selector or a
 * required node affinity leaves no other node. Windows options alone prove nothing: Linux ignores them.
 */
export function runsOnWindows(spec: PlainObject): boolean {
  const os = stringAt(objectAt(spec, 'os'), 'name');
  if (os !== undefined && os !== '') return os === WINDOWS;
  return selectsWindows(objectAt(spec, 'nodeSelector')) || requiresWindows(spec);
}

/** Whether labels of nodes, as a node selector or a RuntimeClass has them, leave only Windows. */
export function selectsWindows(labels: PlainObject | undefined): boolean {
  return labels !== undefined && [...KEYS].some((key) => typeof key === 'string' && labels[key] === WINDOWS);
}

/** Whether each of the terms, of which one has to hold, leaves only Windows. */
function requiresWindows(spec: PlainObject): boolean {
  const required = objectAt(objectAt(objectAt(spec, 'affinity'), 'nodeAffinity'), REQUIRED);
  const terms = objectsAt(required, 'nodeSelectorTerms');
  return terms.length > 0 && terms.every((term) => objectsAt(term, 'matchExpressions').some(isWindowsOnly));
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

function isWindowsOnly({ key, operator, values }: PlainObject): boolean {
  if (!KEYS.has(key) || operator !== 'In' || !Array.isArray(values)) return false;
  return values.length > 0 && values.every((value) => value === WINDOWS);
}

/** Whether a RuntimeClass runs its pods on Windows only: admission adds its node selector to them. */
export function isWindowsClass(runtimeClass: PlainObject | undefined): boolean {
  const scheduling = objectAt(runtimeClass, 'scheduling');
  return isPlain(scheduling) && selectsWindows(objectAt(scheduling, 'nodeSelector'));
}
