import { isPlain } from '../../core/manifest/plain';
import { objectOf, type Shape } from '../../core/shape';
import { type DeferredValues, refuseDeferred } from '../deferred';
import { describeProps } from '../description';
import { Problems } from '../problems';
import { checkMirrors } from './mirrors';
import { checkNames } from './names';
import type { EnvironmentProps } from './props';
import { checkRanges } from './ranges';

/**
 * Looks at all environments of a program, before anything is made for one.
 * @typeParam Text of values that may be known later, which are not looked at
 * @param deferred how to tell values that are known later. @default no value is
 * @throws InvalidInputError with everything that is wrong with them
 */
export function checkEnvironments<Text>(
  environments: unknown,
  deferred?: DeferredValues,
): asserts environments is Readonly<Record<string, EnvironmentProps<Text>>> {
  const problems = new Problems('environments', deferred);
  const { shapes, required, leaves } = describeProps('EnvironmentProps');
  const shape: Shape = objectOf(
    shapes,
    required,
    'an object with the cluster, and what differs from the code',
  );
  const given = isPlain(environments) ? environments : {};
  const names = Object.keys(given);
  if (given === environments) checkNames(names, problems);
  problems.check(environments, Object.fromEntries(names.map((name) => [name, shape])), {
    deferred: deferred !== undefined,
    required: names,
  });
  if (deferred !== undefined && given === environments)
    refuseDeferred(given, Object.fromEntries(names.map((name) => [name, leaves])), problems);
  problems.throwIfBroken();
  for (const [name, environment] of Object.entries(given)) {
    const mirrors: unknown = isPlain(environment) ? environment.registryMirrors : undefined;
    const ranges: unknown = isPlain(environment) ? environment.cidrs : undefined;
    if (isPlain(ranges)) checkRanges(ranges, `${name}.cidrs`, problems);
    if (isPlain(mirrors)) checkMirrors(mirrors, `${name}.registryMirrors`, problems);
  }
  problems.throwIfAny();
}
