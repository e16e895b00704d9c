import { definitionOf, type FieldType } from './field-types';

/** Where the quantities are below a value; fields that cannot lead to one are not in it. */
export interface QuantityPlan {
  /** Whether the value is a quantity itself. */
  readonly quantity?: boolean;
  /** The plan of every item of a list or value of a map. */
  readonly each?: QuantityPlan;
  readonly fields: ReadonlyMap<string, QuantityPlan>;
}

const NO_FIELDS: ReadonlyMap<string, QuantityPlan> = new Map();
const QUANTITY: QuantityPlan = { quantity: true, fields: NO_FIELDS };

/** Plans of definitions; made once, those that contain themselves hold themselves. */
const plans = new Map<string, QuantityPlan>();

/** Plans in the making. */
const opened = new Map<string, QuantityPlan>();

/** Where the quantities of a definition are; undefined where it has none. */
export function quantityPlan(name: string): QuantityPlan | undefined {
  const known = plans.get(name);
  const plan = known ?? makePlan(name);
  return plan.fields.size === 0 ? undefined : plan;
}

function makePlan(name: string): QuantityPlan {
  const fields = new Map<string, QuantityPlan>();
  const plan: QuantityPlan = { fields };
  opened.set(name, plan);
  for (const field of definitionOf(name)?.fields.values() ?? []) {
    const below = planOf(field.type);
    if (below !== undefined) fields.set(field.name, below);
  }
  opened.delete(name);
  plans.set(name, plan);
  return plan;
}

function planOf(type: FieldType): QuantityPlan | undefined {
  if (type.form === 'quantity') return QUANTITY;
  if (type.form === 'list' || type.form === 'map') {
    const each = planOf(type.of);
    return each === undefined ? undefined : { each, fields: NO_FIELDS };
  }
  if (type.form !== 'definition') return undefined;
  return opened.get(type.name) ?? quantityPlan(type.name);
}
