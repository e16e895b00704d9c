import { type InputProblem, InvalidInputError } from './errors';
import { isPlain } from './manifest/plain';
import { checkFields, checkGiven, objectOf, type Shape } from './shape';

/**
 * Looks at an argument of a function, for programs that run without a compiler.
 * @param where the function, as messages name it
 * @throws InvalidInputError with everything that is wrong with it
 */
export function checkArgument(where: string, name: string, value: unknown, shape: Shape): void {
  const problems: InputProblem[] = [];
  checkGiven(value, shape, name, { deferred: false, add: (problem) => problems.push(problem) });
  if (problems.length > 0) throw new InvalidInputError(where, problems);
}

/**
 * Looks at the options of a function.
 * @param deferred whether values that are known later are left to the caller
 * @throws InvalidInputError with everything that is wrong with them
 */
export function checkOptions(
  where: string,
  options: unknown,
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
  deferred = false,
): void {
  const problems: InputProblem[] = [];
  const context = { deferred, add: (problem: InputProblem) => problems.push(problem) };
  if (isPlain(options)) checkFields(options, fields, required, '', context);
  else checkGiven(options, objectOf(fields, required, 'a plain object'), 'options', context);
  if (problems.length > 0) throw new InvalidInputError(where, problems);
}
