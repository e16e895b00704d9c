import { describe } from '../engine/describe';
import { isPlain } from '../manifest/plain';
import { CATEGORIES, type ObjectControl, type PodControl, SEVERITIES, type SetControl } from './control';

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
    need(typeof control[field] === 'string' && control[field] !== '', `${field}: a string`);
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
