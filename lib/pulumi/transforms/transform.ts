import { log, ResourceError, type ResourceTransform, runtime } from '@pulumi/pulumi';
import type { PlainObject } from '../../core/manifest/plain';
import { Secrets } from '../../stack/secrets';
import { unfinished } from '../unfinished';
import { typesIn, urnIn, urnOf } from '../urn';
import type { Hardening } from './hardening';
import { hardenAll, propsOf } from './pipeline';
import { inProgram } from './store';
import { rewrap, settled, type Unwrapped, unwrap } from './wire';

/** The transform of a hardening that is shared. */
export function transformOf(hardening: Hardening): ResourceTransform {
  const monitor = runtime.getMonitor();
  return inProgram(async ({ type, name, props: inputs, opts, custom }) => {
    // A component whose options come back loses its providers: nothing is said about components.
    if (!custom || !type.startsWith('kubernetes:')) return undefined;
    const parent = opts.parent === undefined ? '' : await urnIn(opts.parent);
    const subject = { type, name, urn: urnOf(typesIn(parent), type, name), parent };
    const wire = propsOf(inputs);
    const given = unwrap(wire);
    const manifest = hardening.manifestOf(subject, given.props);
    if (manifest === undefined) {
      telling(monitor, () => hardening.judgeUnseen(subject, openProps(given)));
      return undefined;
    }
    const hardened = hardenAll(hardening, subject, given.props, manifest);
    const known = await settled(hardened ?? given.props);
    const secrets = new Secrets();
    for (const field of [...given.secret, ...known.secret]) secrets.add(known.props[field]);
    telling(monitor, () => hardening.evaluate(subject, known.props, secrets, !runtime.isDryRun()));
    return hardened === undefined ? undefined : { props: rewrap(hardened, wire, given), opts };
  });
}

/** The props without those that are secret. */
function openProps({ props, secret }: Unwrapped): PlainObject {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !secret.has(key)));
}

/** Tells on the resource what is thrown: the engine tells only that a transform has failed. */
function telling(monitor: unknown, judge: () => void): void {
  try {
    judge();
  } catch (error) {
    unfinished(monitor);
    if (!(error instanceof ResourceError)) throw error;
    log.error(error.message, error.resource).catch(() => undefined);
    throw new Error('refused by bulwark; the diagnostics of the resource say why');
  }
}
