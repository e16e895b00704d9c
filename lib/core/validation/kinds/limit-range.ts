import { qualifiedNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkUnique } from '../primitives/lists';
import { quantityAt } from '../primitives/numbers';
import {
  checkContainerResourceName,
  checkResourceName,
  mayOvercommit,
  milliOf,
} from '../primitives/resources';

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];
/** Amounts from here on are compared in whole units: in thousandths they do not fit into 64 bits. */
const LARGEST_MILLI = (2n ** 63n - 1n) / 1000n;

/** The amounts of one resource, in thousandths; `field` is where the amount stands, or would. */
interface Amount {
  readonly field: Field;
  readonly milli: bigint;
}
const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
type Amounts = Readonly<
  Record<'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio', Amount | undefined>
>;

/** Source: `ValidateLimitRange`, with the defaults of `SetDefaults_LimitRangeItem`. */
export function checkLimitRange(range: Field): void {
  const limits = range.in('spec', 'limits').items();
  for (const limit of limits) if (!limit.isUnknown) checkLimit(limit);
  checkUnique(
    limits.map((limit) => limit.at('type')),
    'each type once',
  );
}

function checkLimit(limit: Field): void {
  const type = limit.at('type');
  if (!type.isUnknown) checkType(type, type.text ?? '');
  const isPod = type.text === 'Pod';
  const keys = new Set<string>();
  const checkName = isPod || type.text === 'Container' ? checkContainerResourceName : checkResourceName;
  for (const name of LISTS) {
    const list = limit.at(name);
    if (isPod && name.startsWith('default')) {
      if (!list.isZero) list.forbidden('none where type is Pod');
    } else
      for (const entry of list.entries()) {
        checkName(entry);
        keys.add(entry.key);
      }
  }
  if (
    type.text === 'PersistentVolumeClaim' &&
    !limit.at('min').at('storage').isSet &&
    !limit.at('max').at('storage').isSet
  )
    limit.required('min.storage or max.storage', 'max: { storage: 10Gi }');
  for (const key of keys) checkAmounts(key, amountsOf(limit, key, type.text));
}

function checkType(field: Field, type: string): void {
  const problems = qualifiedNameProblems(type);
  for (const needs of problems) field.invalid(needs, `write one of ${TYPES.join(', ')}`);
  if (problems.length === 0 && !type.includes('/') && !TYPES.includes(type))
    field.invalid(`one of ${TYPES.join(', ')}`);
}

/** The amounts of a resource, with what the API fills in for containers. */
function amountsOf(limit: Field, key: string, type: string | undefined): Amounts {
  const read = (name: keyof Amounts): Amount | undefined => {
    const field = limit.at(name).at(key);
    const quantity = quantityAt(field);
    return quantity === undefined ? undefined : { field, milli: milliOf(quantity.nanos) };
  };
  const as = (name: keyof Amounts, from: Amount | undefined): Amount | undefined =>
    from === undefined ? undefined : { field: limit.at(name).at(key), milli: from.milli };
  const [max, min] = [read('max'), read('min')];
  const maxLimitRequestRatio = read('maxLimitRequestRatio');
  if (type === 'Pod')
    return { max, min, default: undefined, defaultRequest: undefined, maxLimitRequestRatio };
  const fill = type === 'Container';
  const byDefault = read('default') ?? (fill ? as('default', max) : undefined);
  const defaultRequest =
    read('defaultRequest') ?? (fill ? as('defaultRequest', byDefault ?? min) : undefined);
  return { max, min, default: byDefault, defaultRequest, maxLimitRequestRatio };
}

function checkAmounts(key: string, amounts: Amounts): void {
  const { max, min, default: limit, defaultRequest: request, maxLimitRequestRatio: ratio } = amounts;
  atMost(min, max, min, 'at most max');
  atMost(min, request, request, 'at least min');
  atMost(request, max, request, 'at most max');
  atMost(request, limit, request, 'at most default');
  atMost(min, limit, limit, 'at least min');
  atMost(limit, max, limit, 'at most max');
  if (ratio !== undefined && ratio.milli < 1000n) ratio.field.invalid('a ratio from 1');
  if (ratio !== undefined && min !== undefined && max !== undefined && isAboveRatio(ratio, min, max))
    ratio.field.invalid('at most max divided by min');
  if (!mayOvercommit(key) && limit !== undefined && request !== undefined && limit.milli !== request.milli)
    request.field.invalid(`the amount of default, as ${key} cannot be shared`);
}

function atMost(
  less: Amount | undefined,
  more: Amount | undefined,
  blamed: Amount | undefined,
  needs: string,
): void {
  if (less !== undefined && more !== undefined && less.milli > more.milli) blamed?.field.invalid(needs);
}

function isAboveRatio(ratio: Amount, min: Amount, max: Amount): boolean {
  const small = [ratio, min, max].every(({ milli }) => milli < LARGEST_MILLI * 1000n);
  const value = (amount: Amount): number => Number(small ? amount.milli : (amount.milli + 999n) / 1000n);
  return (small ? value(ratio) / 1000 : value(ratio)) > value(max) / value(min);
}
