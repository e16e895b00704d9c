import { CLUSTER } from '../core/cluster/shape';
import { POLICY } from '../core/policy/policy-shape';
import { WAIVER } from '../core/policy/waiver-shape';
import {
  anObject,
  anything,
  either,
  flag,
  listOf,
  mapOf,
  number,
  objectOf,
  type Shape,
  text,
  withMethods,
} from '../core/shape';
import { AN_ACCOUNT, GRANT } from './account/shapes';
import { IMAGE_LOCK } from './app/shapes';
import { type DeferredLeaves, ITEMS, ITSELF } from './deferred';
import type { Form } from './form';
import { oneOfValues } from './opt-out';
import table from './props.generated.json';
import { PEER } from './traffic-shapes';

/** What is known of the props of a construct at run time. All of it is read from the interface that users see. */
export interface Description {
  /** What the props look like. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** The props that have to be there. */
  readonly required: readonly string[];
  /** The props that may be known only later. */
  readonly leaves: DeferredLeaves;
}

const FORMS: Readonly<Record<string, Form>> = table;

/** An address of another: the parts that tell it from strings and other objects. */
const A_REFERENCE: Shape = withMethods('a workload, one port of it, or external(…)', 'cart', 'addressFrom');

/** A claim that was declared once: the part that tells it from strings and other objects. */
const A_SHARED_CLAIM: Shape = {
  needs: 'a SharedClaim',
  sample: 'media',
  fits: (value) =>
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'claimName') === 'string',
  opaque: true,
};

/** A pool that was declared once: the part that tells it from strings and other objects. */
const A_NODE_POOL: Shape = {
  needs: 'a NodePool',
  sample: 'pool',
  fits: (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'poolName') === 'string' &&
    ['poolRuntimeClass', 'poolPriorityClass'].every((name) =>
      ['string', 'undefined'].includes(typeof Reflect.get(value, name)),
    ),
  opaque: true,
};

/** Types whose shape is elsewhere, and whether values of them are constructs, which are no plain data. */
const NAMED: Readonly<Record<string, { readonly shape: Shape; readonly leaves?: 'construct' }>> = {
  Account: { shape: AN_ACCOUNT, leaves: 'construct' },
  Claimed: { shape: A_SHARED_CLAIM, leaves: 'construct' },
  ClusterProfile: { shape: CLUSTER },
  Dedicated: { shape: A_NODE_POOL, leaves: 'construct' },
  Grant: { shape: GRANT },
  ImageLock: { shape: IMAGE_LOCK },
  Policy: { shape: POLICY },
  Reference: { shape: A_REFERENCE, leaves: 'construct' },
  TrafficPeer: { shape: PEER, leaves: 'construct' },
  Waiver: { shape: WAIVER },
};

const described = new Map<string, Description>();
const shared = new Map<string, Shape>();

/** The description of the props of an interface, by its name, such as `DeploymentProps`. */
export function describeProps(...names: readonly string[]): Description {
  const key = names.join();
  const known = described.get(key);
  if (known !== undefined) return known;
  const { object, required } = fieldsOf({ extends: names });
  const made = {
    shapes: mapped(object, shapeOf),
    required,
    leaves: leavesOf({ object }) ?? {},
  };
  described.set(key, made);
  return made;
}

/** The form of a definition. */
export function formOf(name: string): Form {
  const form = FORMS[name];
  if (form === undefined) throw new Error(`props.generated.json has no ${name}: npm run docs`);
  return form;
}

/** All fields of an object, those of its bases first. */
export function fieldsOf(form: Form): {
  readonly object: Readonly<Record<string, Form>>;
  readonly required: readonly string[];
} {
  const parts = [
    ...(form.ref === undefined ? [] : [formOf(form.ref)]),
    ...(form.extends ?? []).map(formOf),
    ...(form.all ?? []),
  ].map(fieldsOf);
  const object: Record<string, Form> = Object.assign({}, ...parts.map((part) => part.object));
  for (const [name, field] of Object.entries(form.object ?? {}))
    if (field !== undefined) object[name] = field;
  return {
    object,
    required: [...new Set([...parts.flatMap(({ required }) => required), ...(form.required ?? [])])],
  };
}

function shapeOf(form: Form): Shape {
  const shape = plainShape(form);
  const { needs, sample } = form;
  return {
    ...shape,
    ...(needs === undefined ? {} : { needs }),
    ...(sample === undefined ? {} : { sample }),
  };
}

function plainShape(form: Form): Shape {
  if (form.ref !== undefined) return sharedShape(form.ref);
  if (form.named !== undefined) return NAMED[form.named]?.shape ?? anything;
  if (form.oneOf !== undefined) return oneOfValues(form.oneOf);
  if (form.list !== undefined) return listOf(shapeOf(form.list));
  if (form.map !== undefined) return mapOf(shapeOf(form.map));
  if (form.either !== undefined) return eitherOf(form.either);
  if (form.open === true) return anObject;
  if (form.number === true) return number;
  if (form.flag === true) return flag;
  if (form.text === true) return text;
  const { object, required } = fieldsOf(form);
  return objectOf(mapped(object, shapeOf), required);
}

/** The shape of a definition: made once, since most are asked for by several props. */
function sharedShape(name: string): Shape {
  const known = shared.get(name);
  if (known !== undefined) return known;
  const made = shapeOf(formOf(name));
  shared.set(name, made);
  return made;
}

/** Of several objects, the fields of all are known: which of them go together is said by the code that reads them. */
function eitherOf(forms: readonly Form[]): Shape {
  const all = forms.flatMap(alternatives);
  const objects = all.filter(isObject);
  const others = all.filter((form) => !isObject(form)).map(shapeOf);
  const [only] = objects;
  if (only === undefined) return eitherShape(others);
  if (objects.length > 1) return eitherShape([...others, objectOf(mapped(merged(objects), shapeOf))]);
  return eitherShape(all.map(shapeOf));
}

/** The forms of a value one by one. */
function alternatives(form: Form): readonly Form[] {
  const meant = form.ref === undefined ? form : formOf(form.ref);
  return meant.either?.flatMap(alternatives) ?? [form];
}

function isObject(form: Form): boolean {
  const meant = form.ref === undefined ? form : formOf(form.ref);
  return meant.object !== undefined || meant.all !== undefined || meant.extends !== undefined;
}

/** The fields of several objects; a field that more than one has may look like in any of them. */
function merged(forms: readonly Form[]): Readonly<Record<string, Form>> {
  const fields = new Map<string, Form[]>();
  for (const form of forms) {
    for (const [name, field] of Object.entries(fieldsOf(form).object)) {
      const same = fields.get(name) ?? [];
      if (!same.some((known) => JSON.stringify(known) === JSON.stringify(field))) same.push(field);
      fields.set(name, same);
    }
  }
  const entries = [...fields].map(([name, found]): [string, Form] => {
    const [only] = found;
    if (found.length === 1 && only !== undefined) return [name, only];
    const words = found.flatMap(({ oneOf = [] }) => oneOf);
    return [
      name,
      found.every(({ oneOf }) => oneOf !== undefined) ? { oneOf: [...new Set(words)] } : { either: found },
    ];
  });
  return Object.fromEntries(entries);
}

function eitherShape(shapes: readonly Shape[]): Shape {
  const [first, ...more] = shapes;
  return first === undefined ? anything : either(first, ...more);
}

/** Where values may be known later; nothing where none may. */
function leavesOf(form: Form): DeferredLeaves | undefined {
  if (form.deferred === true) return 'leaf';
  if (form.named !== undefined) return NAMED[form.named]?.leaves;
  if (form.open === true) return { '*': 'leaf' };
  if (form.list !== undefined || form.map !== undefined) {
    const inside = leavesOf(form.list ?? form.map ?? {});
    return inside === undefined ? undefined : { [form.list === undefined ? '*' : ITEMS]: inside };
  }
  if (form.either !== undefined) return form.either.map(leavesOf).reduce(both, undefined);
  if (form.ref !== undefined && !isObject(form)) return leavesOf(formOf(form.ref));
  const found: Record<string, DeferredLeaves> = {};
  for (const [name, field] of Object.entries(fieldsOf(form).object)) {
    const inside = leavesOf(field);
    if (inside !== undefined) found[name] = inside;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** What is a leaf in either: where a construct or a leaf may be in place of an object, its fields are still looked at one by one. */
function both(
  one: DeferredLeaves | undefined,
  other: DeferredLeaves | undefined,
): DeferredLeaves | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (typeof one === 'string' && typeof other === 'string') return one === other ? one : 'construct';
  const [left, right] = [fieldsOfLeaves(one), fieldsOfLeaves(other)];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const inside = both(left[name], right[name]);
      return inside === undefined ? [] : [[name, inside]];
    }),
  );
}

function fieldsOfLeaves(leaves: DeferredLeaves): Readonly<Record<string, DeferredLeaves>> {
  return typeof leaves === 'string' ? { [ITSELF]: leaves } : leaves;
}

function mapped<From, To>(
  fields: Readonly<Record<string, From>>,
  make: (field: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, make(field)]));
}
