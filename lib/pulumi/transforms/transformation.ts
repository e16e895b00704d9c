import { type ResourceTransformation, runtime } from '@pulumi/pulumi';
import { Secrets } from '../../stack/secrets';
import { typesAbove, urnOf } from '../urn';
import type { Hardening } from './hardening';
import { type Watch, watched } from './leaves';
import { hardenAll, propsOf } from './pipeline';

/** The transformation of a hardening that is shared. */
export function transformationOf(hardening: Hardening): ResourceTransformation {
  return ({ type, name, props: inputs, opts, resource }) => {
    if (Reflect.get(opts, 'id') !== undefined || opts.urn !== undefined) return undefined;
    const parent = opts.parent ?? runtime.getStackResource();
    const above = parent === resource ? [] : typesAbove(parent);
    const subject = { type, name, urn: urnOf(above, type, name), parent: '', inProgram: true };
    const given = propsOf(inputs);
    const manifest = hardening.manifestOf(subject, given);
    if (manifest === undefined) {
      hardening.judgeUnseen(subject, given);
      return undefined;
    }
    const props = hardenAll(hardening, subject, given, manifest) ?? given;
    hardening.evaluate(subject, props, new Secrets(), false);
    const watch: Watch = {
      evaluate: (known, secrets, complete) => hardening.evaluate(subject, known, secrets, complete),
    };
    const final = watched(props, watch, runtime.isDryRun());
    return final === given ? undefined : { props: final, opts };
  };
}
