import { type InputProblem, InvalidInputError } from '../core/errors';
import { wordFor } from '../core/shape';

/**
 * Refuses calls that the types refuse too: programs that run without a compiler, and those written for Pulumi, would end
 * in the middle of cdk8s.
 * @throws InvalidInputError with everything that is wrong with the call
 */
export function checkCall(type: string, scope: unknown, id: unknown): void {
  const problems: InputProblem[] = [];
  const call = `new ${type}(scope, 'web', { … })`;
  if (!isConstruct(scope))
    problems.push({
      field: 'scope',
      found: found(scope),
      needs: 'a construct, which comes first',
      fix: call,
    });
  if (typeof id !== 'string' || id === '')
    problems.push({ field: 'id', found: found(id), needs: 'a string, which comes second', fix: call });
  if (problems.length > 0)
    throw new InvalidInputError(typeof id === 'string' && id !== '' ? id : type, problems);
}

/**
 * Refuses what is no construct.
 * @throws InvalidInputError
 */
export function checkConstruct(where: string, value: unknown): void {
  if (isConstruct(value)) return;
  const problem = { field: 'construct', found: found(value), needs: 'a construct', fix: `${where}(web, …)` };
  throw new InvalidInputError(where, [problem]);
}

/** By its shape: several copies of the library may be installed, and the matchers load none. */
function isConstruct(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const node: unknown = Reflect.get(value, 'node');
  return typeof node === 'object' && node !== null && 'findAll' in node && 'root' in node;
}

function found(value: unknown): string {
  return value === undefined ? 'nothing' : wordFor(value);
}
