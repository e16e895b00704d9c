import { isPlain } from '../../core/manifest/plain';
import { objectOf, type Shape } from '../../core/shape';
import { describeProps } from '../description';
import { Problems } from '../problems';
import { checkMirrors } from './mirrors';
import { checkNames } from './names';
import type { EnvironmentProps } from './props';

/**
 * Looks at all environments of a program, before anything is made for one.
 * @param deferred whether values may be known later
 * @throws InvalidInputError with everything that is wrong with them
 */
export function checkEnvironments(
  environments: unknown,
  deferred: boolean,
): asserts environments is Readonly<Record<string, EnvironmentProps<unknown>>> {
  const problems = new Problems('environments');
  const { shapes, required } = describeProps('EnvironmentProps');
  const shape: Shape = objectOf(
    shapes,
    required,
    'an object with the cluster, and what differs from the code',
  );
  const given = isPlain(environments) ? environments : {};
  const names = Object.keys(given);
  if (given === environments) checkNames(names, problems);
  problems.check(environments, Object.fromEntries(names.map((name) => [name, shape])), {
    deferred,
    required: names,
  });
  problems.throwIfBroken();
  for (const [name, environment] of Object.entries(given)) {
    const mirrors: unknown = isPlain(environment) ? environment.registryMirrors : undefined;
    if (isPlain(mirrors)) checkMirrors(mirrors, `${name}.registryMirrors`, problems);
  }
  problems.throwIfAny();
}
