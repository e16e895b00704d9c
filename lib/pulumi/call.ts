import { type ComponentResourceOptions, Output, Resource } from '@pulumi/pulumi';
import { type InputProblem, InvalidInputError } from '../core/errors';
import { isPlain } from '../core/manifest/plain';

/**
 * Refuses calls that the types refuse too: programs that run without a compiler, and those written for cdk8s, would end
 * in the middle of Pulumi.
 * @throws InvalidInputError with everything that is wrong with the call
 */
export function checkCall(
  type: string,
  name: unknown,
  args: unknown,
  opts: ComponentResourceOptions | undefined,
): void {
  const problems: InputProblem[] = [];
  const call = `new ${type}('web', { … }, { parent: shop })`;
  if (typeof name !== 'string' || name === '') {
    const needs =
      'a string that is known while the program runs: the name comes first, the parent is in the options';
    problems.push({ field: 'name', found: wordFor(name), needs, fix: call });
  }
  if (!isPlain(args)) {
    const needs = 'a plain object, whose values may be Outputs';
    problems.push({ field: 'args', found: wordFor(args), needs, fix: call });
  }
  if (opts !== undefined && !isPlain(opts)) {
    problems.push({
      field: 'opts',
      found: wordFor(opts),
      needs: 'options, with the parent in them',
      fix: call,
    });
  } else if (opts?.parent !== undefined && !Resource.isInstance(opts.parent)) {
    problems.push({ field: 'opts.parent', found: wordFor(opts.parent), needs: 'a component', fix: call });
  }
  if (problems.length > 0)
    throw new InvalidInputError(typeof name === 'string' && name !== '' ? name : type, problems);
}

function wordFor(value: unknown): string {
  if (value === undefined || value === '') return 'nothing';
  if (Output.isInstance(value)) return 'an Output';
  if (value instanceof Promise) return 'a promise';
  if (Resource.isInstance(value)) return 'a resource';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}

/**
 * Refuses what is no resource.
 * @throws InvalidInputError
 */
export function checkResource(where: string, value: unknown): void {
  if (Resource.isInstance(value)) return;
  const problem = { field: 'resource', found: wordFor(value), needs: 'a resource', fix: `${where}(web, …)` };
  throw new InvalidInputError(where, [problem]);
}
