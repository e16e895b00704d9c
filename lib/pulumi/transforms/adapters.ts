import { type ResourceTransform, type ResourceTransformation, runtime } from '@pulumi/pulumi';
import { checkOptions } from '../../core/check-input';
import { BulwarkError } from '../../core/errors';
import { oneOf, type ShapeTable, text } from '../../core/shape';
import { STACK_OPTIONS } from '../../stack/options';
import { hostOf } from '../render/host';
import type { HardenOptions } from './hardening';
import { machinery } from './lazy';

const OPTIONS: ShapeTable<HardenOptions> = {
  ...STACK_OPTIONS,
  namespace: text,
  findings: oneOf('error', 'warn'),
};

/**
 * Hardens and judges every resource of `@pulumi/kubernetes` that the program makes from here on. Call it first.
 * With an engine it is a transform; under mocks, which have none, a transformation. A rendering of Bulwark
 * (`bulwark synth --pulumi`, `renderPulumi`) takes it as the engine does.
 * @throws BulwarkError where there is no program, where the policy names controls that do not exist, or the day is none
 */
export function hardenStack(options: HardenOptions = {}): void {
  checkOptions('hardenStack', options, OPTIONS);
  if (runtime.getStackResource() === undefined) {
    throw new BulwarkError('hardenStack is called outside of a program', [
      'needs the stack of a running program. Fix: call it in the program itself; in a test without a stack give hardenTransformation() to the option transformations',
    ]);
  }
  const { changeOf, hardeningOf, transformationOf, transformOf } = machinery();
  const hardening = hardeningOf(options);
  const host = hostOf(runtime.getMonitor());
  if (host !== undefined) host.change(changeOf(hardening, host));
  else if (runtime.getEngine() === undefined)
    runtime.registerStackTransformation(transformationOf(hardening));
  else runtime.registerResourceTransform(transformOf(hardening));
}

/**
 * A transform for the option `transforms` and for `runtime.registerResourceTransform`: hardens and judges every
 * resource of `@pulumi/kubernetes`, the children of remote components such as `helm.v4.Chart` among them. It needs the
 * engine: under mocks take `hardenTransformation`.
 * @throws BulwarkError where the policy names controls that do not exist, or the day is none
 */
export function hardenTransform(options: HardenOptions = {}): ResourceTransform {
  checkOptions('hardenTransform', options, OPTIONS);
  const { hardeningOf, transformOf } = machinery();
  return transformOf(hardeningOf(options));
}

/**
 * A transformation for the option `transformations` and for `runtime.registerStackTransformation`: hardens and judges
 * every resource of `@pulumi/kubernetes` that this program itself makes, also under mocks. It does not reach the
 * children of remote components (`helm.v4.Chart`, `yaml.v2`, `kustomize.v2`): `hardenTransform` does.
 * @throws BulwarkError where the policy names controls that do not exist, or the day is none
 */
export function hardenTransformation(options: HardenOptions = {}): ResourceTransformation {
  checkOptions('hardenTransformation', options, OPTIONS);
  const { hardeningOf, transformationOf } = machinery();
  return transformationOf(hardeningOf(options));
}
