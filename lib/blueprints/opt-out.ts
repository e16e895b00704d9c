import { isPlain, type PlainObject } from '../core/manifest/plain';
import { oneOf, type Shape } from '../core/shape';

/** The value that opts out of a default. `false` is the former spelling, which is accepted until 1.0. */
export type OptOutProp = 'optOut' | false;

/** The word that opts out. */
const OPT_OUT = 'optOut';

/** Props of a workload or a namespace that can opt out, with the value that did so before; that is read until 1.0. */
const FORMER: Readonly<Record<string, unknown>> = {
  appArmor: false,
  cpuLimit: 'refused',
  cpuLimits: 'refused',
  limits: false,
  ndots: false,
  preStop: 'none',
  priorityClass: false,
  quota: false,
  seLinux: false,
  spread: false,
  userNamespaces: false,
};

/** Whether a prop opts out of its default. */
export function optsOut(value: unknown): value is OptOutProp {
  return value === OPT_OUT || value === false;
}

/** The shape of one of a few values. Where one of them opts out, its former spellings fit too, and messages do not offer them. */
export function oneOfValues(values: readonly (string | boolean)[]): Shape {
  if (!values.includes(OPT_OUT)) return oneOf(...values);
  const former: readonly unknown[] = Object.values(FORMER);
  return { ...oneOf(...values.filter((value) => !former.includes(value))), fits: oneOf(...values).fits };
}

/** Props that opt out in a former spelling, each as one sentence for anyone who wrote it. */
export function formerOptOuts(props: object): string[] {
  return told({ ...props }, '');
}

function told(props: PlainObject, at: string): string[] {
  return Object.entries(props).flatMap(([key, value]) => {
    const field = `${at}${key}`;
    if (key in FORMER && FORMER[key] === value)
      return [`${field}: ${JSON.stringify(value)} is read until 1.0: write ${field}: '${OPT_OUT}'`];
    if (NESTED.has(key) && isPlain(value)) return told(value, `${field}.`);
    if (!LISTS.has(key) || !Array.isArray(value)) return [];
    return value.flatMap((item, index) => (isPlain(item) ? told(item, `${field}[${index}].`) : []));
  });
}

/** Where such props are below others. */
const NESTED: ReadonlySet<string> = new Set(['lifecycle', 'resources']);
const LISTS: ReadonlySet<string> = new Set(['initContainers', 'sidecars']);
