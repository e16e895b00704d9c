import type { ControlId } from '../core/controls';
import type { Control } from '../core/controls/control';
import { type CompiledPolicy, withOneControl } from '../core/engine/compiled-policy';
import { type Judged, runControls } from '../core/engine/evaluate';
import type { Finding } from '../core/engine/finding';
import { judgedSet } from '../core/engine/judged-set';
import { SuppressionBook } from '../core/engine/suppressions';
import { type PlainObject, stringAt } from '../core/manifest/plain';
import type { Suppression } from '../core/policy/waiver';
import { objectsIn } from '../stack/judge';
import type { StackRules } from '../stack/options';
import { inspect } from '../stack/resource';
import { annotatedSuppressions } from './annotated';
import { holdsUnknown, plainProps } from './plain';

/** What CrossGuard tells of a resource, in every kind of policy. */
export interface Told {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: object;
  readonly provider?: { readonly props: object };
}

/** A resource as the controls judge it. */
export interface Looked {
  readonly urn: string;
  /** The objects that it stands for: one, or the items of a list. */
  readonly objects: readonly Judged[];
  /** Whether something in it is not known yet, as in a preview: then what cannot be judged is judged in the update. */
  readonly unknown: boolean;
}

/** What the policies of one pack share: the rules, and the inputs of every resource that they have seen. */
export class Pack {
  private readonly inputs = new Map<string, Looked>();

  constructor(
    readonly rules: StackRules,
    readonly day: string,
    private readonly allowed: readonly ControlId[],
  ) {}

  /** The same rules with one control alone; with none where the control is not in force. */
  only({ id }: Control): CompiledPolicy {
    return withOneControl(this.rules.compiled, id);
  }

  /** Looks at the inputs of a resource; undefined where it is no object of Kubernetes. */
  look(told: Told): Looked | undefined {
    const looked = this.read(told);
    if (looked !== undefined) this.inputs.set(told.urn, looked);
    return looked;
  }

  /** All resources of a stack: by their inputs where those were seen, since outputs hold what the cluster added. */
  lookAtAll(resources: readonly Told[]): Looked[] {
    return resources.flatMap((told) => this.inputs.get(told.urn) ?? this.read(told, ['status']) ?? []);
  }

  /** What the controls of a compiled policy find in a set, and no waiver suppresses. */
  find(resources: readonly Looked[], compiled: CompiledPolicy): Finding[] {
    const objects = resources.flatMap((looked) => looked.objects);
    const set = judgedSet(objects, compiled);
    const book = new SuppressionBook(compiled, this.day, {});
    for (const [index, entry] of set.entries.entries()) book.attach(entry, objects[index]?.suppressions);
    const findings: Finding[] = [];
    runControls(set, compiled, (finding, entry) => {
      const answer = book.answer(finding, entry);
      if (!('suppression' in answer)) findings.push(answer);
    });
    return findings;
  }

  private read(
    { type, name, urn, props, provider }: Told,
    without: readonly string[] = [],
  ): Looked | undefined {
    const { compiled, waivers } = this.rules;
    const plain = plainProps(props);
    for (const key of without) delete plain[key];
    const namespace = provider === undefined ? undefined : stringAt(plainProps(provider.props), 'namespace');
    const inspection = inspect({ type, name, props: plain, namespace }, compiled.registry);
    if (inspection.what === 'other') return undefined;
    const suppressions = [
      ...waivers.of(urn, inspection.manifest, compiled.registry),
      ...(this.allowed.length === 0 ? [] : this.ownSuppressions(plain)),
    ];
    const objects = objectsIn(inspection.manifest, compiled).map((manifest) => ({
      manifest,
      suppressions,
      origin: { construct: name },
    }));
    return { urn, objects, unknown: holdsUnknown(plain) };
  }

  /** What the program suppressed by itself, of that which the pack allows. */
  private ownSuppressions(props: PlainObject): Suppression[] {
    return annotatedSuppressions(props, this.day).filter(({ control }) => this.allowed.includes(control));
  }
}
