import { BulwarkError, type InputProblem, InvalidInputError } from './core/errors';
import { checkGiven, type Shape } from './core/shape';

/** What a function needs of one of its arguments. */
export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  /** Whether it may be left out. @default false */
  readonly optional?: boolean;
}

/**
 * A function for programs that run without a compiler: what the types refuse is one error with all that is wrong with the
 * arguments, and where something inside them has another form than the types say, that is said too.
 */
export function guarded<Args extends readonly unknown[], Result>(
  name: string,
  parameters: readonly Parameter[],
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    const problems: InputProblem[] = [];
    for (const [index, parameter] of parameters.entries()) look(args[index], parameter, problems);
    if (problems.length > 0) throw new InvalidInputError(name, problems);
    try {
      return run(...args);
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw unread(name, parameters, error);
      throw error;
    }
  };
}

function look(value: unknown, { name, shape, optional = false }: Parameter, problems: InputProblem[]): void {
  if (value === undefined && optional) return;
  checkGiven(value, shape, name, { deferred: false, add: (problem) => problems.push(problem) });
}

/** The error of a function that stumbled over something inside its arguments; what it stumbled over is its cause. */
function unread(name: string, parameters: readonly Parameter[], cause: Error): BulwarkError {
  const needs = parameters.map((parameter) => `${parameter.name} needs ${parameter.shape.needs}`);
  const error = new BulwarkError(`${name} cannot read its arguments`, [
    ...needs,
    'found something inside them of another form than the types say',
  ]);
  Object.defineProperty(error, 'cause', { value: cause, enumerable: false });
  return error;
}
