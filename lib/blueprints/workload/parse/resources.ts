import { bytesMeant, isWholeBytes } from '../../../core/manifest/bytes';
import { qualifiedNameProblems } from '../../../core/manifest/names';
import { isOpaque } from '../../../core/manifest/plain';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
} from '../../../core/manifest/quantity';
import type { ResourceRequirements } from '../../../model/api';
import type { Scratch } from '../../../model/pod';
import { type Text, textFrom } from '../../../model/text';
import type { Problems } from '../../problems';
import type { ContainerProps } from '../container/props';

const CPU = '250m';
const MEMORY = '256Mi';
/** What a container may write elsewhere than into its folders and its log. */
const SLACK = '64Mi';

/** What a container asks for in the API's form, and whether it refuses a CPU limit. */
export interface ResourcesModel {
  readonly resources: ResourceRequirements;
  readonly noCpuLimit: boolean;
  /** Whether a limit above the request was asked for. */
  readonly cpuBurst: boolean;
  readonly memoryBurst: boolean;
}

/** Reads the resources of a container; limits equal requests, and ephemeral storage follows from what it may write. */
export function parseResources(
  field: string,
  props: ContainerProps<unknown>['resources'],
  scratch: readonly Scratch[],
  logBudget: string,
  problems: Problems,
): ResourcesModel {
  const given = props ?? {};
  const optedOut = given.cpuLimit === 'optOut' || given.cpuLimit === 'refused';
  const [cpu, equalLimit] = requestAndLimit(
    `${field}.cpu`,
    given.cpu ?? CPU,
    optedOut ? undefined : given.cpuLimit,
    problems,
  );
  const cpuLimit = optedOut ? undefined : equalLimit;
  const [memory, memoryLimit] = requestAndLimit(
    `${field}.memory`,
    given.memory ?? MEMORY,
    given.memoryLimit,
    problems,
  );
  const storage = ephemeralStorage(field, given.ephemeralStorage, scratch, logBudget, problems);
  const extended = extendedResources(`${field}.extended`, given.extended ?? {}, problems);
  return {
    resources: {
      limits: {
        ...(cpuLimit === undefined ? {} : { cpu: cpuLimit }),
        'ephemeral-storage': storage,
        memory: memoryLimit,
        ...extended,
      },
      requests: { cpu, 'ephemeral-storage': storage, memory, ...extended },
      ...(given.claims === undefined ? {} : { claims: given.claims.map((name) => ({ name })) }),
    },
    noCpuLimit: optedOut,
    cpuBurst: cpuLimit !== undefined && cpuLimit !== cpu,
    memoryBurst: memoryLimit !== memory,
  };
}

const OWN_FIELDS: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];

/** Devices and huge pages: limits equal requests, as the API wants. */
function extendedResources(
  field: string,
  given: Readonly<Record<string, unknown>>,
  problems: Problems,
): Record<string, Text> {
  const amounts: Record<string, Text> = {};
  for (const [name, value] of Object.entries(given)) {
    problems.addAll(field, name, qualifiedNameProblems(name), `'example.com/device': '1'`);
    if (OWN_FIELDS.includes(name))
      problems.add(field, name, 'a field of its own', `resources: { ${name}: '…' }`);
    amounts[name] = quantity(`${field}["${name}"]`, value, problems);
  }
  return amounts;
}

/** A request and its limit, which is equal where none is given. What is known of the two waits for no value that is not. */
function requestAndLimit(field: string, asked: unknown, given: unknown, problems: Problems): [Text, Text] {
  const request = quantity(field, asked, problems);
  if (given === undefined) return [request, request];
  const place = `${field}Limit`;
  const limit = quantity(place, given, problems);
  if (isOpaque(limit)) {
    return [
      request,
      problems.leaves([limit, request], ([most, least], deferred) => {
        checkLimit(place, most, least, deferred);
        return most;
      }),
    ];
  }
  return [
    problems.leaf(request, (least, deferred) => {
      checkLimit(place, limit, least, deferred);
      return least;
    }),
    limit,
  ];
}

function checkLimit(field: string, limit: unknown, request: unknown, problems: Problems): void {
  if (isLess(limit, request))
    problems.add(field, limit, 'at least the request', 'raise the limit or lower the request');
}

function ephemeralStorage(
  field: string,
  given: unknown,
  scratch: readonly Scratch[],
  logBudget: string,
  problems: Problems,
): Text {
  const parts = [...scratch.map(({ size = '0' }) => size), logBudget, SLACK];
  const needed = sum(parts);
  if (needed === undefined) return given === undefined ? SLACK : textFrom(given);
  if (given === undefined) return needed;
  return problems.leaf(given, (known, deferred) => {
    const value = quantity(`${field}.ephemeralStorage`, known, deferred);
    if (isLess(value, needed)) {
      deferred.add(
        `${field}.ephemeralStorage`,
        known,
        `at least ${needed}: the scratch folders (${scratch.map(({ size = '0' }) => size).join(' + ')}), the log budget ${logBudget} and ${SLACK}`,
        `ephemeralStorage: '${needed}', or smaller scratch folders`,
      );
    }
    return value;
  });
}

function quantity(field: string, value: unknown, problems: Problems): Text {
  return problems.leaf(value, (known, deferred) => {
    const canonical = typeof known === 'string' ? canonicalQuantity(known) : undefined;
    if (canonical === undefined || canonical === '0' || canonical.startsWith('-')) {
      const fix = /\.cpu(Limit)?$/.test(field) ? CPU : MEMORY;
      deferred.add(field, known, 'a quantity above zero, such as 500m or 256Mi', `'${fix}'`);
    } else if (/\.(memory|ephemeralStorage)(Limit)?$/.test(field) && !isWholeBytes(canonical)) {
      deferred.add(
        field,
        known,
        'a whole number of bytes; m is a thousandth of one',
        `'${bytesMeant(known)}'`,
      );
    }
    return canonical ?? known;
  });
}

/** Whether one quantity is less than another; false where one of them is none, which is reported already, or not known yet. */
function isLess(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const left = parseQuantity(a);
  const right = parseQuantity(b);
  return left !== undefined && right !== undefined && compareQuantities(left, right) < 0;
}

/** The sum of quantities; undefined where one of them is none, which is reported already. */
function sum(values: readonly string[]): string | undefined {
  let total: Quantity | undefined;
  for (const value of values) {
    const next = parseQuantity(value);
    if (next === undefined) return undefined;
    total = total === undefined ? next : addQuantities(total, next);
  }
  return total === undefined ? undefined : formatQuantity(total);
}
