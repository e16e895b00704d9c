import { type ResourceTransformation, runtime } from '@pulumi/pulumi';
import { Secrets } from '../../stack/secrets';
import type { Hardening, HardenOptions } from './hardening';
import { type Watch, watched } from './leaves';
import { hardenAll, propsOf } from './pipeline';
import { hardeningOf } from './program';
import { typesAbove, urnOf } from './urn';

/**
 * A transformation for the option `transformations` and for `runtime.registerStackTransformation`: hardens and judges
 * every resource of `@pulumi/kubernetes` that this program itself makes, also under mocks. It does not reach the
 * children of remote components (`helm.v4.Chart`, `yaml.v2`, `kustomize.v2`): `hardenTransform` does.
 * @throws BulwarkError where the policy names controls that do not exist, or the day is none
 */
export function hardenTransformation(options: HardenOptions = {}): ResourceTransformation {
  return transformationOf(hardeningOf(options));
}

/** The transformation of a hardening that is shared. */
export function transformationOf(hardening: Hardening): ResourceTransformation {
  return ({ type, name, props: inputs, opts, resource }) => {
    if (Reflect.get(opts, 'id') !== undefined || opts.urn !== undefined) return undefined;
    const parent = opts.parent ?? runtime.getStackResource();
    const above = parent === resource ? [] : typesAbove(parent);
    const subject = { type, name, above, urn: urnOf(above, type, name) };
    const given = propsOf(inputs);
    const manifest = hardening.manifestOf(subject, given);
    if (manifest === undefined) return undefined;
    const props = hardenAll(hardening, subject, given, manifest) ?? given;
    hardening.judge(subject, props, new Secrets(), false);
    const watch: Watch = {
      judge: (known, secrets, complete) => hardening.judge(subject, known, secrets, complete),
    };
    const final = watched(props, watch, runtime.isDryRun());
    return final === given ? undefined : { props: final, opts };
  };
}
