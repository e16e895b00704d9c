import type { ClusterProfile } from '../../core/cluster/profile';
import type { Decision } from '../../core/engine/decisions';
import type { ObjectChanges } from '../../core/engine/field-changes';
import type { ConfigurationFile } from '../../core/files/file';
import type { PlainObject } from '../../core/manifest/plain';
import type { KindRegistry } from '../../core/manifest/registry';
import type { Policy } from '../../core/policy/policy';
import type { StackWaiver } from '../../stack/waivers';
import { MARKS } from '../marks';
import type { Inputs, Registered } from './registration';

/** What a program's `hardenStack`, or a transformation of ours, is to the rendering of the program. */
export interface RenderedStack {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  readonly registry: KindRegistry;
  /** Those of the policy too. */
  readonly waivers: readonly StackWaiver[];
  /** The day on which its waivers are judged. */
  readonly day: string;
  /** The URNs of the resources that it judges. */
  readonly seen: Pick<ReadonlySet<string>, 'has'>;
  /** What of the resources that it hardened should be checked, by their URNs. */
  readonly decisions: ReadonlyMap<string, readonly Decision[]>;
  /** What was written into the objects of a resource, by its URN. */
  readonly changesOf: (urn: string) => readonly ObjectChanges[];
  /** What hardening decided before it knew better, in words; nothing where findings are only said. */
  readonly refuted: (
    all: readonly { readonly urn: string; readonly manifest: PlainObject }[],
  ) => readonly { readonly urn: string; readonly text: string }[];
}

/** What renders a program, to the parts of the library that run in the program. */
export interface RenderHost {
  /** Whether the whole program is judged when it has ended, so that nothing else need be. */
  readonly judgesAll: boolean;
  /** Whether values of a preview are unknown. */
  readonly preview: boolean;
  /** Changes every resource before it is registered, as a transform of the engine does. */
  change(change: (resource: Registered, inputs: Inputs) => Inputs | undefined): void;
  /** Records what an app wrote into an object of a resource that no component of ours made. */
  wrote(urn: string, changes: ObjectChanges): void;
  /** Records files that an app makes beside its objects. */
  take(files: readonly ConfigurationFile[]): void;
  /** Records which objects of an app a deployer applies, by their identities, and for which namespace. */
  deploy(teams: ReadonlyMap<string, string>): void;
  /** Records what judges resources of the program. */
  evaluate(stack: RenderedStack): void;
}

/** Says what renders a program, at the end of it that takes its registrations. */
export function setHost(monitor: object, host: RenderHost): void {
  Object.defineProperty(monitor, MARKS.host, { value: host, configurable: true });
}

/** What renders the program that runs; undefined where an engine does, or mocks of someone else. */
export function hostOf(monitor: object | undefined): RenderHost | undefined {
  if (monitor === undefined) return undefined;
  const found: RenderHost | undefined = Reflect.get(monitor, MARKS.host);
  return found;
}
