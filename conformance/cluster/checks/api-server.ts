import { formatRef, refOf } from '../../../lib/core/manifest/identity';
import { isPlain, objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import { AGENT_WARNING } from '../apply';
import type { Example } from '../examples';
import type { Checks } from './checks';
import { additions, conflictsIn } from './drift';

/**
 * Applies every object of an example to an API server whose controllers rest, so that nobody but the suite writes:
 * each is accepted without a warning, the second time changes nothing, and the server adds nothing that is not on
 * the list of `drift.ts`.
 * @param isThirdParty whether others wrote an object, who leave what they want to the server
 */
export async function checkApiServer(
  api: Api,
  example: Example,
  isThirdParty: (object: PlainObject) => boolean,
  checks: Checks,
): Promise<void> {
  for (const object of example.objects) {
    const name = `${example.name}: ${named(object)}`;
    const first = await firstOf(api, object, name, checks);
    const again = await api.apply(object);
    checks.equal(`${name} is applied again`, [said(again), versions(again)], [said(first), versions(first)]);
    checks.matches(`${name} has a version that could change`, String(versions(first)[0]), /^\d+$/);
    checks.count('objects of the examples applied twice without a change, over three versions', 1);
    const other = await api.apply(object, { dryRun: 'All', fieldManager: 'another' });
    checks.equal(`${name} is the same to another manager`, conflictsOf(object, other), []);
    if (!isThirdParty(object))
      checks.equal(`${name}: what the server adds or changes`, additions(object, live(first)), []);
  }
}

/** Kinds that the server writes once more at the second apply, byte for byte the same. */
const WRITTEN_TWICE: readonly unknown[] = ['PersistentVolumeClaim'];

/** The first answer after which nothing may change. */
async function firstOf(api: Api, object: PlainObject, name: string, checks: Checks): Promise<Answer> {
  const first = await api.apply(object);
  checks.equal(`${name} is applied`, said(first), { accepted: true, warnings: [] });
  if (!WRITTEN_TWICE.includes(object.kind)) return first;
  const again = await api.apply(object);
  const without = (answer: Answer): object => {
    const { resourceVersion: _, ...metadata } = objectAt(live(answer), 'metadata') ?? {};
    return { ...live(answer), metadata };
  };
  checks.equal(`${name} is written again as it was`, without(again), without(first));
  return again;
}

/** An object for messages. */
export function named(object: PlainObject): string {
  const ref = refOf(object);
  return ref === undefined ? '(an object without a name)' : formatRef(ref);
}

/** What an answer says: accepted, or why not; and its warnings, but for the one about node agents. */
export function said(answer: Answer): object {
  const accepted = answer.status === 200 || answer.status === 201;
  const warnings = answer.warnings.filter((warning) => !AGENT_WARNING.test(warning));
  return { accepted: accepted || messageOf(answer), warnings };
}

/** What another manager meets that applies the same. */
function conflictsOf(object: PlainObject, answer: Answer): unknown[] {
  if (answer.status === 409) return conflictsIn(String(object.kind), messageOf(answer));
  return JSON.stringify(said(answer)) === JSON.stringify({ accepted: true, warnings: [] })
    ? []
    : [said(answer)];
}

function live({ body }: Answer): PlainObject {
  return typeof body === 'string' ? {} : body;
}

/** What a change would raise: `resourceVersion`, and `generation` where a kind has one. */
function versions(answer: Answer): readonly unknown[] {
  const { metadata } = live(answer);
  return isPlain(metadata) ? [metadata.resourceVersion ?? null, metadata.generation ?? null] : [];
}
