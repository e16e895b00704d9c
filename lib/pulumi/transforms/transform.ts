import { log, ResourceError, type ResourceTransform, runtime } from '@pulumi/pulumi';
import { Secrets } from '../../stack/secrets';
import type { Hardening, HardenOptions } from './hardening';
import { hardenAll, propsOf } from './pipeline';
import { hardeningOf } from './program';
import { typesInUrn, urnOf } from './urn';
import { rewrap, settled, unwrap } from './wire';

/**
 * A transform for the option `transforms` and for `runtime.registerResourceTransform`: hardens and judges every
 * resource of `@pulumi/kubernetes`, the children of remote components such as `helm.v4.Chart` among them. It needs the
 * engine: under mocks take `hardenTransformation`.
 * @throws BulwarkError where the policy names controls that do not exist, or the day is none
 */
export function hardenTransform(options: HardenOptions = {}): ResourceTransform {
  return transformOf(hardeningOf(options));
}

/** The transform of a hardening that is shared. */
export function transformOf(hardening: Hardening): ResourceTransform {
  return async ({ type, name, props: inputs, opts, custom }) => {
    // A component whose options come back loses its providers: nothing is said about components.
    if (!custom || !type.startsWith('kubernetes:')) return undefined;
    const above = await typesInUrn(opts.parent);
    const subject = { type, name, above, urn: urnOf(above, type, name) };
    const wire = propsOf(inputs);
    const given = unwrap(wire);
    const manifest = hardening.manifestOf(subject, given.props);
    if (manifest === undefined) return undefined;
    const hardened = hardenAll(hardening, subject, given.props, manifest);
    const known = await settled(hardened ?? given.props);
    const secrets = new Secrets();
    for (const field of [...given.secret, ...known.secret]) secrets.add(known.props[field]);
    telling(() => hardening.judge(subject, known.props, secrets, !runtime.isDryRun()));
    return hardened === undefined ? undefined : { props: rewrap(hardened, wire, given), opts };
  };
}

/** Tells on the resource what is thrown: the engine tells only that a transform has failed. */
function telling(judge: () => void): void {
  try {
    judge();
  } catch (error) {
    if (!(error instanceof ResourceError)) throw error;
    log.error(error.message, error.resource).catch(() => undefined);
    throw new Error('refused by bulwark; the diagnostics of the resource say why');
  }
}
