import { isPlain } from '../../core/manifest/plain';
import { Secrets } from '../../stack/secrets';
import type { RenderHost } from '../render/host';
import type { Inputs, Registered } from '../render/registration';
import { valueAt } from '../render/values';
import type { Hardening } from './hardening';

/**
 * What a hardening does to a resource of a program that Bulwark renders. It comes when a transform of the engine would:
 * after the turn in which the program made the resource, so that waivers which follow its construction hold.
 * @returns a function that throws ResourceError where the resource is refused
 */
export function changeOf(
  hardening: Hardening,
  host: RenderHost,
): (resource: Registered, inputs: Inputs) => Inputs | undefined {
  return (resource, { manifest: given, secrets: places }) => {
    const manifest = hardening.manifestOf(resource, given);
    if (manifest === undefined) return undefined;
    const hardened = hardening.harden(resource, given, manifest);
    const final = hardened ?? given;
    const secrets = new Secrets();
    for (const place of places) secrets.add(valueAt(final, place));
    hardening.evaluate(resource, final, secrets, !host.preview);
    return isPlain(hardened) ? { manifest: hardened, secrets: places } : undefined;
  };
}
