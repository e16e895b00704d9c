import type { PlainObject } from '../../../core/manifest/plain';
import { addQuantities, canonicalQuantity, compareQuantities } from '../../../core/manifest/quantity';
import type { Problems } from '../../problems';
import type { ScratchModel } from '../model';
import type { ContainerProps } from '../props';

const CPU = '250m';
const MEMORY = '256Mi';
/** What a container may write elsewhere than into its folders and its log. */
const SLACK = '64Mi';

/** What a container asks for in the API's form, and whether it refuses a CPU limit. */
export interface ResourcesModel {
  readonly resources: PlainObject;
  readonly cpuLimitRefused: boolean;
}

/** Reads the resources of a container; limits equal requests, and ephemeral storage follows from what it may write. */
export function parseResources(
  field: string,
  props: ContainerProps['resources'],
  scratch: readonly ScratchModel[],
  logBudget: string,
  problems: Problems,
): ResourcesModel {
  const given = props ?? {};
  const cpu = quantity(`${field}.cpu`, given.cpu ?? CPU, problems);
  const memory = quantity(`${field}.memory`, given.memory ?? MEMORY, problems);
  const cpuLimit =
    given.cpuLimit === 'refused' ? undefined : limit(`${field}.cpuLimit`, given.cpuLimit, cpu, problems);
  const memoryLimit = limit(`${field}.memoryLimit`, given.memoryLimit, memory, problems) ?? memory;
  const storage = ephemeralStorage(field, given.ephemeralStorage, scratch, logBudget, problems);
  return {
    resources: {
      limits: {
        ...(cpuLimit === undefined ? {} : { cpu: cpuLimit }),
        'ephemeral-storage': storage,
        memory: memoryLimit,
      },
      requests: { cpu, 'ephemeral-storage': storage, memory },
    },
    cpuLimitRefused: given.cpuLimit === 'refused',
  };
}

function limit(field: string, given: string | undefined, request: string, problems: Problems): string {
  if (given === undefined) return request;
  const value = quantity(field, given, problems);
  if (areQuantities(value, request) && compareQuantities(value, request) < 0) {
    problems.add(field, given, `at least the request, ${request}`, 'raise the limit or lower the request');
  }
  return value;
}

function ephemeralStorage(
  field: string,
  given: string | undefined,
  scratch: readonly ScratchModel[],
  logBudget: string,
  problems: Problems,
): string {
  const parts = [...scratch.map((folder) => folder.size), logBudget, SLACK];
  if (!areQuantities(...parts)) return given ?? SLACK;
  const needed = parts.reduce((sum, part) => addQuantities(sum, part));
  if (given === undefined) return needed;
  const value = quantity(`${field}.ephemeralStorage`, given, problems);
  if (areQuantities(value) && compareQuantities(value, needed) < 0) {
    problems.add(
      `${field}.ephemeralStorage`,
      given,
      `at least ${needed}: the scratch folders (${scratch.map((folder) => folder.size).join(' + ')}), the log budget ${logBudget} and ${SLACK}`,
      `ephemeralStorage: '${needed}', or smaller scratch folders`,
    );
  }
  return value;
}

function quantity(field: string, value: string, problems: Problems): string {
  const canonical = canonicalQuantity(value);
  if (canonical === undefined || canonical === '0' || canonical.startsWith('-')) {
    problems.add(field, value, 'a quantity above zero, such as 500m or 256Mi', `'256Mi'`);
  }
  return canonical ?? value;
}

function areQuantities(...values: readonly string[]): boolean {
  return values.every((value) => canonicalQuantity(value) !== undefined);
}
