import { all, isSecret, type Output, output } from '@pulumi/pulumi';
import { isPlain, type PlainObject, put } from '../../core/manifest/plain';
import { Secrets } from '../../stack/secrets';
import { judgedLeaves } from '../app/deferred-leaves';
import { isDeferred } from '../raw/lift';

/** What is asked of an object whose deferred values become known. */
export interface Watch {
  /**
   * @param secrets the secret ones among the values
   * @param complete whether all of them are known
   */
  evaluate(props: PlainObject, secrets: Secrets, complete: boolean): void;
}

/**
 * The props with their deferred values judged as soon as they are known: in an update before the resource is made, in a
 * preview each by itself, so that one that is unknown leaves the others known. Secrets stay secret.
 * @returns the given props where none is deferred
 */
export function watched(props: PlainObject, watch: Watch, preview: boolean): PlainObject {
  let deferred = false;
  const secrets = new Secrets();
  const noting = mapDeferred(props, (leaf) => {
    deferred = true;
    const value: Output<unknown> = output(leaf);
    return all([value, isSecret(value)]).apply(([known, secret]) => {
      if (secret) secrets.add(known);
      return known;
    });
  });
  if (!deferred || !isPlain(noting)) return props;
  const verdicts = {
    refuseWrong: (manifest: PlainObject) => watch.evaluate(manifest, secrets, false),
    refuseAll: (manifest: PlainObject) => watch.evaluate(manifest, secrets, true),
  };
  return judgedLeaves(noting, verdicts, preview);
}

function mapDeferred(value: unknown, make: (leaf: unknown) => unknown): unknown {
  if (isDeferred(value)) return make(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapDeferred(item, make));
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, mapDeferred(item, make));
  return copy;
}
