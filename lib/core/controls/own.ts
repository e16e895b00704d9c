import { describe } from '../engine/describe';
import { BulwarkError } from '../errors';
import { isPlain } from '../manifest/plain';
import {
  CATEGORIES,
  type Control,
  type ObjectControl,
  type PodControl,
  type Report,
  SEVERITIES,
  type SetControl,
} from './control';

/** The id of a control that an organisation wrote: with the name of that in front, as `acme/no-friday-release`. */
export type OwnControlId = `${string}/${string}`;

/** A control that an organisation wrote, made with `podControl`, `objectControl` or `setControl`. */
export type OwnControl = PodControl<OwnControlId> | ObjectControl<OwnControlId> | SetControl<OwnControlId>;

const OWN_ID = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const FORMS = ['pod', 'object', 'set'];
const TEXTS = ['title', 'why', 'fix'] as const;

/** Whether an id can be one of an organisation's own controls. */
export function isOwnId(id: unknown): id is OwnControlId {
  return typeof id === 'string' && OWN_ID.test(id);
}

/** Everything that is wrong with the controls that a policy hands in, as sentences. */
export function ownControlProblems(controls: readonly unknown[]): string[] {
  const seen = new Set<unknown>();
  return controls.flatMap((control, index) => {
    const at = `controls[${index}]`;
    if (!isPlain(control))
      return [`${at}: needs a control, as podControl, objectControl or setControl makes it`];
    const problems = fieldProblems(control, `${at} (${nameOf(control.id)})`);
    if (seen.has(control.id)) problems.push(`${at}: a second control with the id '${nameOf(control.id)}'`);
    seen.add(control.id);
    return problems;
  });
}

function nameOf(id: unknown): string {
  return typeof id === 'string' ? id : `id ${describe(id)}`;
}

function fieldProblems(control: Readonly<Record<string, unknown>>, at: string): string[] {
  const problems: string[] = [];
  const need = (fits: boolean, needs: string): void => {
    if (!fits) problems.push(`${at}: needs ${needs}`);
  };
  need(
    isOwnId(control.id),
    `an id with the name of its organisation in front, such as 'acme/no-friday-release'`,
  );
  need(includes(FORMS, control.on), 'to be made with podControl, objectControl or setControl');
  for (const field of TEXTS)
    need(typeof control[field] === 'string' && control[field] !== '', `${field}: a text`);
  need(includes(CATEGORIES, control.category), `category: one of ${CATEGORIES.join(', ')}`);
  need(includes(SEVERITIES, control.severity), `severity: one of ${SEVERITIES.join(', ')}`);
  need(typeof control.check === 'function', 'check: a function');
  need(
    control.harden === undefined || typeof control.harden === 'function',
    'harden: a function, or nothing',
  );
  need(
    control.on !== 'object' || isTexts(control.kinds),
    `kinds: a list such as ['Service']; empty means every kind`,
  );
  need(isPlain(control.refs), 'refs: the ids of the control in other programs; {} where there are none');
  need(
    isPlain(control.examples) && Array.isArray(control.examples.good) && Array.isArray(control.examples.bad),
    'examples: { good: [...], bad: [...] }',
  );
  need(
    control.harden === undefined || (Array.isArray(control.writes) && control.writes.every(isPlain)),
    `writes: what harden writes, such as [{ field: 'metadata.labels', harmless: 'nothing selects it' }]`,
  );
  return problems;
}

function includes(values: readonly unknown[], value: unknown): boolean {
  return values.includes(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * An organisation's control that cannot bring a run down: where its check throws, the object is `unknown`, with what was
 * thrown; where its `harden` throws, the run ends with an error that names the control.
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
    attempt(() => control.check(set, report, context), failed);
  };
  return { ...control, check };
}

function guardedPod(control: PodControl): PodControl {
  const check: PodControl['check'] = (pod, report, context) =>
    attempt(
      () => control.check(pod, report, context),
      (found) => report({ ...found, path: pod.path }),
    );
  if (control.harden === undefined) return { ...control, check };
  const harden: PodControl['harden'] = (pod, context) =>
    named(control.id, () => control.harden?.(pod, context));
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
    named(control.id, () => control.harden?.(manifest, context));
  return { ...control, check, harden };
}

function named(id: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new BulwarkError(`the control '${id}' failed while it hardened`, [messageIn(error)]);
  }
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
  needs: 'a check that judges every object at once, whatever the object says',
  fix: 'mend the check of the control',
  unknown: true,
  settled: true,
  failed: true,
} as const;

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function messageIn(error: unknown): string {
  return error instanceof Error ? error.message : describe(error);
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
