import { describe } from '../engine/describe';
import { BulwarkError } from '../errors';
import { objectAt, type PlainObject, stringAt } from '../manifest/plain';
import type { Pod } from '../manifest/pod';
import type { Control, ObjectControl, PodControl, Report, SetControl } from './control';
import type { OwnControl } from './own';
import { strangeValue } from './strange-value';

/**
 * An organisation's control that cannot bring a run down: where its check throws, the object is `unknown`, with what was
 * thrown; where its `harden` throws, or leaves something that is no manifest, the run ends with an error that names the
 * control. What a check is given cannot be written to: see `judgedSet`.
 */
export function guardedControl(control: OwnControl): Control {
  const active = guardedActive(control);
  if (control.on === 'set') return { ...guardedSet(control), ...active };
  return control.on === 'pod'
    ? { ...guardedPod(control), ...active }
    : { ...guardedObject(control), ...active };
}

function guardedSet(control: SetControl): SetControl {
  const check: SetControl['check'] = (set, report, context) => {
    const failed = (found: Failure): void => {
      const [first] = set.entries;
      if (first !== undefined) report(first, { ...found, path: 'kind' });
    };
    Object.freeze(set.entries);
    attempt(() => control.check(set, report, context), failed);
  };
  return { ...control, check };
}

function guardedPod(control: PodControl): PodControl {
  const check: PodControl['check'] = (pod, report, context) =>
    attempt(
      () => control.check(frozenPod(pod), report, context),
      (found) => report({ ...found, path: pod.path }),
    );
  if (control.harden === undefined) return { ...control, check };
  const harden: PodControl['harden'] = (pod, context) =>
    hardened(control.id, pod.manifest, () => control.harden?.(pod, context));
  return { ...control, check, harden };
}

function guardedObject(control: ObjectControl): ObjectControl {
  const check: ObjectControl['check'] = (manifest, report, context) =>
    attempt(
      () => control.check(manifest, report, context),
      (found) => report({ ...found, path: 'kind' }),
    );
  if (control.harden === undefined) return { ...control, check };
  const harden: ObjectControl['harden'] = (manifest, context) =>
    hardened(control.id, manifest, () => control.harden?.(manifest, context));
  return { ...control, check, harden };
}

/** The records of a pod belong to every control that is asked after this one. */
function frozenPod(pod: Pod): Pod {
  for (const container of pod.containers) Object.freeze(container);
  Object.freeze(pod.containers);
  return Object.freeze(pod);
}

/** What may not change while an object is hardened: which one it is. */
function identityOf(manifest: PlainObject): string {
  const metadata = objectAt(manifest, 'metadata');
  const parts = [stringAt(manifest, 'apiVersion'), stringAt(manifest, 'kind')];
  return [...parts, stringAt(metadata, 'namespace'), stringAt(metadata, 'name')].map(describe).join(' ');
}

function hardened(id: string, manifest: PlainObject, run: () => unknown): void {
  const before = identityOf(manifest);
  const refuse = (found: string): never => {
    throw new BulwarkError(`the control '${id}' failed while it hardened`, [found]);
  };
  try {
    if (isThenable(run())) refuse('its harden returns a promise; it has to write at once');
  } catch (error) {
    if (error instanceof BulwarkError) throw error;
    refuse(messageIn(error));
  }
  if (identityOf(manifest) !== before)
    refuse('it changed the apiVersion, the kind, the name or the namespace of the object');
  const strange = strangeValue(manifest);
  if (strange !== undefined)
    refuse(`it wrote ${strange.found} to ${strange.path}, which no manifest can hold`);
}

type Failure = Omit<Parameters<Report>[0], 'path'>;

function attempt(run: () => unknown, failed: (failure: Failure) => void): void {
  try {
    const answer = run();
    if (!isThenable(answer)) return;
    answer.then(undefined, () => undefined);
    failed({ ...FAILURE, found: 'a control that answers later: its check returns a promise' });
  } catch (error) {
    failed({ ...FAILURE, found: `a control that failed: ${messageIn(error)}` });
  }
}

const FAILURE = {
  needs: 'a check that judges every object at once, whatever the object says, and writes nothing',
  fix: 'fix the check of the control',
  unknown: true,
  settled: true,
  failed: true,
} as const;

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** Whatever was thrown, in words; what is thrown may itself throw when it is looked at. */
function messageIn(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : describe(error);
  } catch {
    return 'something that cannot be shown';
  }
}

/** Whether a control of an organisation is in force. @throws BulwarkError where it cannot say so */
function guardedActive({ id, active }: OwnControl): Pick<Control, 'active'> {
  if (active === undefined) return {};
  return {
    active: (context) => {
      try {
        return active(context);
      } catch (error) {
        throw new BulwarkError(`the control '${id}' failed when it was asked whether it is in force`, [
          messageIn(error),
        ]);
      }
    },
  };
}
