import { objectNameProblems } from '../../manifest/names';
import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import { type IngressProfile, ingressProblems, isIngressProfile } from '../ingress';
import type { PriorityClassProfile } from '../profile';
import { isStorage, type StorageClassProfile, type StorageProfile } from '../storage';
import { annotationOf, type Dump, nameOf } from './dump';
import { type Found, known, notKnown } from './found';
import table from './provisioners.json';

/** How volumes of a provisioner may be mounted. Source: the documentation of each driver. */
const PROVISIONERS: Readonly<Record<string, { readonly modes: readonly string[]; readonly csi: boolean }>> =
  table;

const DEFAULT_STORAGE = 'storageclass.kubernetes.io/is-default-class';
const DEFAULT_INGRESS = 'ingressclass.kubernetes.io/is-default-class';

/** The StorageClasses; none where it is not known of one what its volumes can. */
export function storageOf({ storageClasses }: Dump): Found<StorageProfile | null> {
  if (storageClasses.length === 0)
    return notKnown(null, 'storage', 'no StorageClass: claims may name any, and nothing is said about it');
  const defaults = storageClasses.filter(isDefault);
  const strange = storageClasses.filter((one) => !Object.hasOwn(PROVISIONERS, provisionerOf(one)));
  const value = { classes: storageClasses.map((one) => classOf(one, defaults.length === 1)) };
  if (strange.length > 0) {
    const names = strange.slice(0, 5).map((one) => `${nameOf(one)} (${provisionerOf(one)})`);
    return notKnown(
      null,
      'storage',
      `how volumes may be mounted of ${names.join(', ')}: no class says it, its driver does`,
    );
  }
  if (!isStorage(value))
    return notKnown(null, 'storage', 'StorageClasses that the API server would not take');
  if (defaults.length < 2) return known(value);
  return notKnown(value, 'storage', `${defaults.length} default classes: leave one`);
}

const provisionerOf = (one: PlainObject): string => stringAt(one, 'provisioner') ?? '';
const isDefault = (one: PlainObject): boolean => annotationOf(one, DEFAULT_STORAGE) === 'true';

function classOf(one: PlainObject, hasDefault: boolean): object {
  const provisioner = provisionerOf(one);
  const driver = Object.hasOwn(PROVISIONERS, provisioner) ? PROVISIONERS[provisioner] : undefined;
  return {
    name: nameOf(one),
    ...(hasDefault && isDefault(one) ? { default: true } : {}),
    modes: driver?.modes ?? [],
    ...(driver?.csi === true ? { csi: true } : {}),
  } satisfies Partial<Record<keyof StorageClassProfile, unknown>>;
}

/** The PriorityClass that pods get that name none. */
export function priorityClassOf({ priorityClasses }: Dump): Found<PriorityClassProfile | null> {
  const [first, second] = priorityClasses.filter((one) => one.globalDefault === true);
  const { value } = first ?? {};
  const name = first === undefined ? '' : nameOf(first);
  const fits = Number.isInteger(value) && typeof value === 'number' && Math.abs(value) <= 1_000_000_000;
  if (second === undefined && fits && objectNameProblems('PriorityClass', name).length === 0)
    return known({ name, value, create: false });
  return notKnown(
    null,
    'priorityClass',
    'no class is the global default: say which one ordinary workloads take',
  );
}

/** The class and the controller of Ingresses, where there is one, or one default. */
export function ingressOf({ ingressClasses }: Dump): Found<IngressProfile | undefined> {
  if (ingressClasses.length === 0) return known(undefined);
  const defaults = ingressClasses.filter((one) => annotationOf(one, DEFAULT_INGRESS) === 'true');
  const [one, second] = defaults.length > 0 ? defaults : ingressClasses;
  const value = {
    class: one === undefined ? '' : nameOf(one),
    controller: stringAt(one && objectAt(one, 'spec'), 'controller') ?? '',
  };
  if (second !== undefined)
    return notKnown(undefined, 'ingress', 'several classes of Ingresses: say which one');
  if (!isIngressProfile(value))
    return notKnown(undefined, 'ingress', 'a class of Ingresses that names no controller');
  const [problem] = ingressProblems(value, undefined);
  return problem === undefined
    ? known(value)
    : notKnown(undefined, 'ingress', `the class ${value.class}: needs ${problem.needs}`);
}
