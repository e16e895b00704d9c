import { Config, runtime } from '@pulumi/pulumi';
import { giveScratch } from '../../blueprints/app-wide';
import type { ControlId } from '../../core/controls';
import { withDefinitions } from '../../core/engine/compiled-policy';
import type { Account } from '../../core/engine/decisions';
import { evaluate } from '../../core/engine/evaluate';
import type { ObjectChanges } from '../../core/engine/field-changes';
import { type Finding, isOpen } from '../../core/engine/finding';
import type { Origin } from '../../core/manifest/manifest-set';
import type { PlainObject } from '../../core/manifest/plain';
import type { Suppression } from '../../core/policy/waiver';
import { today } from '../../host/host';
import { policyFor, stackClusterFor } from '../../host/settings';
import { findingKey, judgeAlone, objectsIn } from '../../stack/judge';
import { MadeUpNames } from '../../stack/made-up-names';
import { rulesOf, type StackOptions, type StackRules } from '../../stack/options';
import { inspect, isNamed } from '../../stack/resource';
import { Secrets } from '../../stack/secrets';
import { diagnosed, type FindingLevel, refusal, tell } from '../diagnostics';
import { joinDeferred } from '../raw/join-pod';
import { writeIntoPods } from '../raw/join-props';
import { isOurs } from '../raw/ours';
import { hostOf, type RenderedStack } from '../render/host';
import { Advice } from './advice';
import { Constructed } from './constructed';
import { hardenProps } from './harden-props';
import { settled } from './wire';

/** How the resources of a program are hardened and judged; everything has a default. */
export interface HardenOptions extends StackOptions {
  /** The namespace of objects that name none, where the provider has one. @default the config `kubernetes:namespace` */
  readonly namespace?: string;
  /** What a finding does: `error` fails the run, and refuses the resource in an update. @default 'error' */
  readonly findings?: FindingLevel;
}

/** A resource that is about to be registered. */
export interface Subject {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** URN of its parent; empty for none, and where nobody has told it. */
  readonly parent: string;
  /** Whether only what the program itself makes can be seen, and not what providers make. @default false */
  readonly inProgram?: boolean;
}

/** An object that was seen, as far as it is known. */
interface Seen {
  readonly subject: Subject;
  readonly manifest: PlainObject;
  readonly secrets: Secrets;
  readonly ours: boolean;
  /** Whether Pulumi names the object. */
  readonly autonamed: boolean;
}

const NO_SECRETS = new Secrets();

/** A chart that `bulwark synth` cannot see, so that it is waived there, is seen by an engine. */
const MAYBE_UNUSED: readonly ControlId[] = ['no-unseen-objects'];

/** What one program's transforms share: the rules, what was seen, and what was said. */
export class Hardening {
  readonly level: FindingLevel;
  /** Whether a resource was refused. */
  refused = false;
  private rules: StackRules;
  private readonly day: string;
  private readonly namespace: string | undefined;
  private readonly seen = new Map<string, Seen>();
  private readonly told = new Set<string>();
  private readonly names = new MadeUpNames();
  private readonly advice: Advice;
  /** Whether what renders the program judges all of it at its end. */
  private readonly judgedElsewhere = hostOf(runtime.getMonitor())?.judgesAll === true;
  /** What the program itself made since. */
  readonly constructed = new Constructed();

  constructor(options: HardenOptions) {
    const cluster = stackClusterFor(options.cluster);
    this.rules = rulesOf({ ...options, policy: policyFor(options.policy), cluster });
    this.advice = new Advice(this.rules.compiled.registry, this.judgedElsewhere);
    this.day = today(options.today);
    this.level = options.findings ?? 'error';
    this.namespace = options.namespace ?? new Config('kubernetes').get('namespace');
    if (runtime.getStackResource() !== undefined) this.constructed.learnInto(this.names);
  }

  /** What a rendering has to know of it. */
  get rendered(): RenderedStack {
    const { compiled, waivers } = this.rules;
    const seen: Pick<ReadonlySet<string>, 'has'> = { has: (urn) => this.seen.get(urn)?.ours === false };
    return {
      policy: compiled.policy,
      cluster: compiled.cluster,
      registry: compiled.registry,
      waivers: waivers.all,
      day: this.day,
      seen,
      decisions: this.advice.decisions,
      changesOf: (urn) => this.advice.changesOf(urn),
      refuted: (all) => (this.level === 'error' ? this.advice.refuted(all) : []),
    };
  }

  get registry(): StackRules['compiled']['registry'] {
    return this.rules.compiled.registry;
  }

  /** The manifest that a resource stands for; undefined where it is none, or one of ours: those harden themselves. */
  manifestOf(subject: Subject, props: PlainObject): PlainObject | undefined {
    const { urn } = subject;
    const inspection = this.inspected(subject, props);
    if (inspection.what !== 'object') return undefined;
    this.advice.know(this.names.replacedIn(inspection.manifest));
    if (!isOurs(urn)) return this.names.replacedIn(inspection.manifest);
    this.see(subject, { manifest: inspection.manifest, secrets: NO_SECRETS, ours: true, autonamed: false });
    return undefined;
  }

  /** The hardened props; undefined where nothing changes. */
  harden(subject: Subject, props: PlainObject, manifest: PlainObject): PlainObject | undefined {
    const { type, name } = subject;
    const suppressions = this.suppressionsOf(subject, manifest);
    const { beside } = this.advice;
    const take = (account: Account): void => this.advice.tell(subject.urn, account);
    const given = this.constructed.givenTo(subject.urn, subject.parent);
    const options = { name, namespace: this.namespace, suppressions, beside, take };
    if (given === undefined) return hardenProps(type, props, this.rules.compiled, options);
    const wrote = (changes: ObjectChanges): void => this.advice.noteChanges(subject.urn, changes);
    const joined = given.joined
      ? undefined
      : writeIntoPods(type, props, given.registry, (pod) => joinDeferred(pod, given), wrote);
    const hardened = hardenProps(type, joined ?? props, this.rules.compiled, options) ?? joined;
    return writeIntoPods(type, hardened ?? props, given.registry, giveScratch, wrote) ?? hardened;
  }

  /** Records an object, for the judgement of all of them. */
  private see(subject: Subject, seen: Omit<Seen, 'subject'>): void {
    this.seen.set(subject.urn, { subject, ...seen });
    const { manifest } = seen;
    if (manifest.kind !== 'CustomResourceDefinition') return;
    // What is defined is known from here on: a program makes the definition before its objects.
    this.rules = { ...this.rules, compiled: withDefinitions(this.rules.compiled, [{ manifest }]) };
  }

  /** The waivers of the options, and those that are at the resource or above it. */
  private suppressionsOf({ urn, parent }: Subject, manifest: PlainObject): readonly Suppression[] {
    const attached = this.constructed.suppressionsOf(urn, parent);
    return [...this.rules.waivers.of(urn, manifest, this.registry), ...attached];
  }

  /**
   * Judges a resource whose objects nobody sees; every other one stays unjudged here.
   * @throws ResourceError in an update, where findings are errors: the resource is not made
   */
  judgeUnseen(subject: Subject, props: PlainObject): void {
    if (this.inspected(subject, props).what === 'unseen') this.evaluate(subject, props, NO_SECRETS, true);
  }

  private inspected({ type, name, inProgram }: Subject, props: PlainObject): ReturnType<typeof inspect> {
    return inspect({ type, name, props, namespace: this.namespace, inProgram }, this.registry);
  }

  /**
   * Judges an object by itself, as far as it is known, and tells what is wrong with it; records it for the
   * judgement of all.
   * @param secrets the secret values in it
   * @param complete whether all its values are known: then what cannot be judged counts as wrong
   * @throws ResourceError in an update, where findings are errors: the resource is not made
   */
  evaluate(subject: Subject, props: PlainObject, secrets: Secrets, complete: boolean): void {
    const { name, urn } = subject;
    const inspection = this.inspected(subject, props);
    if (inspection.what === 'other') return;
    const autonamed = !isNamed(props);
    this.see(subject, { manifest: inspection.manifest, secrets, ours: false, autonamed });
    if (this.judgedElsewhere) return;
    const manifest = this.names.replacedIn(inspection.manifest);
    const suppressions = this.suppressionsOf(subject, manifest);
    const fresh = judgeAlone(manifest, this.rules.compiled, this.day, suppressions, secrets)
      .filter((finding) => (complete || !isOpen(finding)) && this.isNew(urn, finding))
      .map((finding) => ({ ...secrets.hide(finding), origin: { construct: name } }));
    if (fresh.length === 0) return;
    if (this.level === 'error' && !runtime.isDryRun()) {
      this.refused = true;
      throw refusal(fresh, diagnosed(urn));
    }
    tell(fresh, diagnosed(urn), this.level);
  }

  /** Judges all objects that were seen as a whole, and the waivers; tells what was not told yet. */
  async judgeAll(): Promise<readonly Finding[]> {
    const all = await Promise.all([...this.seen.values()].map(whole));
    const known = all.map(({ subject, manifest }) => ({
      urn: subject.urn,
      manifest: this.names.replacedIn(manifest),
    }));
    this.advice.refute(known, this.level);
    if (this.judgedElsewhere) return [];
    const objects = all.flatMap((seen) => {
      const named = this.names.replacedIn(seen.manifest);
      const suppressions = this.suppressionsOf(seen.subject, named);
      const origin = { construct: seen.subject.name };
      const { autonamed } = seen;
      return objectsIn(named, this.rules.compiled).map((manifest) => ({
        manifest,
        suppressions,
        origin: { ...origin },
        autonamed,
        isSecret: (text: string) => seen.secrets.has(text),
        seen,
      }));
    });
    const bySource = new Map<Origin, Seen>(objects.map(({ origin, seen }) => [origin, seen]));
    const declared = [...this.rules.waivers.declared, ...this.constructed.declared];
    const judgement = evaluate(objects, this.rules.compiled, this.day, {
      declared,
      mayBeUnused: MAYBE_UNUSED,
    });
    const findings: Finding[] = [];
    for (const finding of judgement.findings) {
      const seen = bySource.get(finding.origin);
      // A waiver that is above others too may be theirs.
      if (finding.waiver !== undefined && !declared.includes(finding.waiver)) continue;
      if (seen?.ours === true || (isOpen(finding) && runtime.isDryRun())) continue;
      if (!this.isNew(seen?.subject.urn ?? '', finding)) continue;
      const shown = seen === undefined ? finding : seen.secrets.hide(finding);
      findings.push(shown);
      tell([shown], seen === undefined ? undefined : diagnosed(seen.subject.urn), this.level);
    }
    return findings;
  }

  private isNew(urn: string, finding: Finding): boolean {
    const key = `${urn}|${findingKey(finding)}`;
    if (this.told.has(key)) return false;
    this.told.add(key);
    return true;
  }
}

/** What our own components register is known when they have said everything. */
async function whole(seen: Seen): Promise<Seen> {
  return seen.ours ? { ...seen, manifest: (await settled(seen.manifest)).props } : seen;
}
