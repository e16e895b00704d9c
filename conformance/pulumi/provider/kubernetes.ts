import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../../cluster/api';
import { until } from '../../cluster/wait';
import { projected, withoutManagers, withoutRuntime } from './live';
import { identityOf, isForced, isPatch, managerOf, typeOf } from './objects';
import { hasUnknown } from './wire';

/** What a refresh found: the object, and inputs that would give it; undefined where there is none. */
export interface Found {
  readonly live: PlainObject;
  readonly inputs: PlainObject;
}

const DELETION_SECONDS = 60;

/** Resources as objects of an API server: server-side apply, strict fields, and a warning is a failure. */
export class Kubernetes {
  constructor(private readonly api: Api) {}

  /**
   * Applies an object, once the server has nothing to say against it: what it only warns of is not made. Fields that people changed by hand are taken back; those of other programs are a conflict.
   * @returns the object as the server keeps it
   * @throws Error with what the server says against it
   */
  async apply(urn: string, object: PlainObject): Promise<PlainObject> {
    const tried = await this.send(urn, object, { dryRun: 'All' });
    const isOurs = !isPatch(typeOf(urn)) && rivals(tried).every((name) => name.startsWith('kubectl'));
    const takesBack: Readonly<Record<string, string>> =
      tried.status === 409 && isOurs ? { force: 'true' } : {};
    if (tried.status !== 409 || !isOurs) accepted(tried, object);
    return withoutManagers(accepted(await this.send(urn, object, takesBack), object));
  }

  /**
   * What apply would give. The server is asked where everything is known and the namespace is there; else the object
   * stands for itself.
   * @throws Error with what the server says against it
   */
  async foresee(urn: string, object: PlainObject): Promise<PlainObject> {
    if (hasUnknown(object)) return object;
    const answer = await this.send(urn, object, { dryRun: 'All' });
    const namespace = stringAt(objectAt(object, 'metadata'), 'namespace');
    if (answer.status === 404 && messageOf(answer) === `namespaces "${namespace}" not found`) return object;
    return withoutRuntime(accepted(answer, object));
  }

  /** Reads an object. It drifted where another apply of the same inputs would change it. */
  async read(urn: string, inputs: PlainObject): Promise<Found | undefined> {
    const answer = await this.api.send('GET', await this.api.pathOf(inputs));
    if (answer.status === 404) return undefined;
    const live = accepted(answer, inputs);
    if (stringAt(objectAt(live, 'metadata'), 'deletionTimestamp') !== undefined) return undefined;
    const again = accepted(await this.send(urn, inputs, { dryRun: 'All', force: 'true' }), inputs);
    const isSame = JSON.stringify(withoutRuntime(again)) === JSON.stringify(withoutRuntime(live));
    const found = isSame ? inputs : projected(inputs, live);
    return { live: withoutManagers(live), inputs: isPlain(found) ? found : inputs };
  }

  /** Deletes an object and waits until it is gone; a patch gives up its fields. @throws Error where that fails */
  async remove(urn: string, object: PlainObject): Promise<void> {
    const path = await this.api.pathOf(object);
    if (isPatch(typeOf(urn))) {
      const there = (await this.api.send('GET', path)).status !== 404;
      if (there) accepted(await this.send(urn, identityOf(object)), object);
      return;
    }
    const answer = await this.api.send('DELETE', path, { query: { propagationPolicy: 'Foreground' } });
    if (answer.status === 404) return;
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${messageOf(answer)}`);
    const isGone = async (): Promise<boolean> => (await this.api.send('GET', path)).status === 404;
    await until(`the end of ${path}`, DELETION_SECONDS, isGone);
  }

  private send(
    urn: string,
    object: PlainObject,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const force = String(isForced(object));
    return this.api.apply(object, { fieldManager: managerOf(urn), force, ...query });
  }
}

/** Field managers with which an apply conflicts. */
function rivals({ body }: Answer): string[] {
  const details = typeof body === 'string' ? undefined : objectAt(body, 'details');
  return objectsAt(details, 'causes').map(
    (cause) => /^conflict with "([^"]*)"/.exec(stringAt(cause, 'message') ?? '')?.[1] ?? '',
  );
}

function accepted(answer: Answer, { kind, metadata }: PlainObject): PlainObject {
  const name = `${kind} ${stringAt(objectAt({ metadata }, 'metadata'), 'name')}`;
  if (answer.status >= 300 || typeof answer.body === 'string')
    throw new Error(`${name}: ${answer.status} ${messageOf(answer)}`);
  if (answer.warnings.length > 0) throw new Error(`${name}: the server warns: ${answer.warnings.join('; ')}`);
  return answer.body;
}
