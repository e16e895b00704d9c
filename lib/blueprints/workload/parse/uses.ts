import { InvalidInputError } from '../../../core/errors';
import { envNameProblems } from '../../../core/manifest/names';
import type { Problems } from '../../problems';
import type { Reference } from '../container/props';

/** Where variables with addresses go. */
export interface UsesPlace {
  /** Field in messages, such as `uses`. */
  readonly field: string;
  /** Namespace that the addresses are seen from. */
  readonly namespace: string | undefined;
  /** Variables that have a value already. */
  readonly taken: ReadonlySet<string>;
}

/** Says what is wrong with references: names of variables, and targets that have no port or no address. */
export function checkUses(
  references: Readonly<Record<string, Reference | undefined>>,
  place: UsesPlace,
  problems: Problems,
): void {
  for (const [name, reference] of Object.entries(references)) {
    const field = `${place.field}.${name}`;
    problems.addAll(field, name, envNameProblems(name), 'choose another name');
    if (place.taken.has(name)) {
      const needs = 'one value for each variable';
      problems.add(
        field,
        'a second value',
        needs,
        `remove ${name} from env, or name the reference otherwise`,
      );
    }
    if (typeof reference?.addressFrom !== 'function') {
      problems.add(field, reference, 'a workload, one port of it, or external(…)', `uses: { ${name}: cart }`);
    } else checkReference(field, reference, place.namespace, problems);
  }
}

function checkReference(
  field: string,
  reference: Reference,
  namespace: string | undefined,
  problems: Problems,
): void {
  // It is checked when the route is opened.
  if (reference.target.known !== undefined) return;
  try {
    reference.addressFrom(namespace);
    reference.target.portsFor(reference.targetPorts);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    problems.addFrom(field, error);
  }
}
