import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';

/** One thing that the engine did, or would do, with a resource. */
export interface Step {
  /** `create`, `update`, `same`, `delete`, `refresh` … */
  readonly op: string;
  readonly urn: string;
  /** Name in the program. */
  readonly name: string;
  /** Type token. */
  readonly type: string;
  /** Whether a provider holds it; components and the stack are not. */
  readonly custom: boolean;
  /** Paths that differ. */
  readonly diffs: readonly string[];
  /** Inputs after the step; secrets are `[secret]`, what is not known yet is the sentinel. */
  readonly inputs: PlainObject;
}

/** A message on a resource, or on the stack where it names none. */
export interface Diagnostic {
  readonly urn: string;
  readonly severity: string;
  readonly message: string;
}

/** What one operation did. */
export interface Outcome {
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  /** Number of custom resources by what happened to them. */
  readonly counts: Readonly<Record<string, number>>;
  /** Names of the resources on which it failed. */
  readonly failed: readonly string[];
  /** What the CLI wrote where the operation failed; undefined where it did not. */
  readonly failure: string | undefined;
  readonly seconds: number;
}

/** What the SDK tells about its own work, secrets in clear included; the CLI shows it to nobody. */
const HIDDEN: readonly string[] = ['debug'];

const INTERNAL = ['pulumi:providers:kubernetes', 'pulumi:pulumi:Stack'];

/** Reads the events of an operation. */
export function outcomeOf(
  events: readonly EngineEvent[],
  failure: string | undefined,
  seconds: number,
): Outcome {
  const done = events.flatMap(({ resOutputsEvent, resourcePreEvent }) => {
    const event =
      resOutputsEvent ?? (resourcePreEvent?.metadata.op === 'same' ? resourcePreEvent : undefined);
    return event === undefined ? [] : [stepOf(event.metadata)];
  });
  const steps = [...new Map(done.map((step) => [`${step.urn} ${step.op}`, step])).values()];
  const counts: Record<string, number> = {};
  for (const { op } of steps.filter(isObject).sort((one, other) => (one.op < other.op ? -1 : 1)))
    counts[op] = (counts[op] ?? 0) + 1;
  const diagnostics = events.flatMap(({ diagnosticEvent: event }) =>
    event === undefined || HIDDEN.includes(event.severity)
      ? []
      : [{ urn: event.urn ?? '', severity: event.severity, message: plain(event.message) }],
  );
  const failed = events.flatMap(({ resOpFailedEvent: event }) =>
    event === undefined ? [] : [nameOf(event.metadata.urn)],
  );
  return { steps, diagnostics, counts, failed, failure, seconds };
}

/** Whether a step is about an object, not about the stack, a provider or a component. */
function isObject({ custom, type }: Step): boolean {
  return custom && !INTERNAL.includes(type);
}

function stepOf({ op, urn, type, old, new: next, diffs, detailedDiff }: StepEventMetadata): Step {
  const inputs: unknown = next?.inputs;
  const paths = Object.keys(detailedDiff ?? {});
  return {
    op,
    urn,
    name: nameOf(urn),
    type,
    custom: (next ?? old)?.custom === true,
    diffs: paths.length > 0 ? paths.sort() : [...(diffs ?? [])].sort(),
    inputs: isPlain(inputs) ? inputs : {},
  };
}

/** The name that a program gave a resource. */
export function nameOf(urn: string): string {
  return urn.split('::').slice(3).join('::');
}

/** A string without the colours of a terminal. */
function plain(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, '').trim();
}
