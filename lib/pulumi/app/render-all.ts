import * as pulumi from '@pulumi/pulumi';
import { applyEdits, editsOf } from '../../blueprints/edits';
import { ownSuppressions } from '../../blueprints/suppressions';
import type { ControlId } from '../../core/controls';
import { annotateWaived } from '../../core/engine/annotate';
import type { CompiledPolicy } from '../../core/engine/compiled-policy';
import { evaluate, type Judged } from '../../core/engine/evaluate';
import { judgeObject } from '../../core/engine/evaluate-object';
import { type Finding, isOpen, type Judgement } from '../../core/engine/finding';
import { hardenDraft } from '../../core/engine/harden';
import { messageOf } from '../../core/engine/message';
import type { Place, EvaluateOptions as SuppressionOptions } from '../../core/engine/suppressions';
import { asMessage, BulwarkError, InvalidInputError, type Message } from '../../core/errors';
import { evaluateFiles } from '../../core/files/evaluate-files';
import { canonical } from '../../core/manifest/canonical';
import { identityKey, refOf } from '../../core/manifest/identity';
import type { PlainObject } from '../../core/manifest/plain';
import { isOptOut, isTargeted, type Suppression } from '../../core/policy/waiver';
import { reportOf } from '../../core/report/report';
import { writeReport } from '../../host/report';
import type { ClusterModel } from '../../model/cluster-model';
import { filesOf, routeProblems } from '../../renderers';
import type { Secrets } from '../../stack/secrets';
import { planConfiguration } from '../../writer/files';
import { tell } from '../diagnostics';
import { quiet, quietly } from '../errors';
import { pathOf } from '../marks';
import { holdsRaw } from '../raw/raw';
import { hostOf } from '../render/host';
import { parentOf, suppressionsOf } from '../tree';
import { refusing } from '../unfinished';
import { refuseAbsent } from './absent';
import { judgedLeaves, leavesIn, secretsAmong, type Verdicts, withLeaves } from './deferred-leaves';
import { planDeployment, type Teams } from './deploying';
import { refuseRegistered } from './registered';

/** An object that is registered already, and rendered as soon as everything has been said. */
export interface Planned {
  /** The component that it belongs to: it is registered at once, so that something can be said about it. */
  readonly component: pulumi.Resource;
  /** The resource of the object itself. */
  readonly resource: pulumi.Resource;
  /** Makes the object; must give a fresh one each time. */
  readonly render: () => PlainObject;
  /** Whether it says what is in the whole app, so that all others render before it. */
  readonly last: boolean;
}

/** How the objects of an app are judged. */
export interface EvaluateOptions {
  readonly compiled: CompiledPolicy;
  /** What the program has declared. */
  readonly model: ClusterModel;
  /** The date, `YYYY-MM-DD`, that decides whether a waiver has expired. */
  readonly day: string;
  readonly mayBeUnused: readonly ControlId[];
  /** Third-party objects that those of the app name: they are there, and not judged here. @default none */
  readonly beside?: readonly PlainObject[];
}

interface Draft extends Judged {
  readonly planned: Planned;
}

/**
 * Renders, hardens and judges the objects of an app as a whole.
 * @param declared waivers that are somewhere, also where no object inherits them
 * @returns each object with its deferred leaves judged in their `apply`
 * @throws BulwarkError with every finding that no waiver suppresses
 */
export function renderAll(
  planned: readonly Planned[],
  declared: readonly Suppression[],
  options: EvaluateOptions,
): ReadonlyMap<Planned, PlainObject> {
  const { compiled, day, mayBeUnused } = options;
  const { drafts, broken, teams } = draftsOf(planned, options);
  if (broken.length > 0) refuseBroken(drafts, broken, options);
  const routes = routeProblems(options.model);
  if (routes.length > 0) throw new InvalidInputError('routes', routes);
  const files = filesOf(options.model);
  const host = hostOf(pulumi.runtime.getMonitor());
  host?.take(files);
  host?.deploy(teams);
  if (host?.judgesAll === true) return unjudged(drafts);
  const places = placesAbove(planned);
  const all = [...new Set([...declared, ...places.keys()])];
  const judgement = judged(drafts, options, { declared: all, places, mayBeUnused });
  const deferred = new Set(
    drafts.filter(({ manifest }) => leavesIn(manifest).length > 0).map(({ manifest }) => keyOf(manifest)),
  );
  const isDeferred = (finding: Finding): boolean =>
    isOpen(finding) && deferred.has(identityKey(finding.object));
  const ours = (finding: Finding): boolean => !isElsewhere(finding, drafts);
  const findings = [
    ...judgement.findings.filter((finding) => !isDeferred(finding) && ours(finding)),
    ...evaluateFiles(files),
  ];
  // What waits for a value is no finding: it is judged when the value is there.
  writeReport(() => reportOf({ ...judgement, findings }, compiled, day, { files }));
  refuse(drafts, findings, 'nothing was made');
  // What a waiver suppresses may still be refused by the namespace, and the waiver may turn out to suppress nothing.
  const across = judgement.findings.some((finding) => isDeferred(finding) && isAcross(finding, compiled));
  if (
    across ||
    judgement.suppressed.some((finding) => isDeferred(finding) && !isOptOut(finding.suppression))
  ) {
    judgeWhenKnown(drafts, all, options);
  }
  return new Map(
    annotateWaived(drafts, judgement).map((draft) => [
      draft.planned,
      judgedLeaves(draft.manifest, verdictsOf(draft, options), pulumi.runtime.isDryRun()),
    ]),
  );
}

/** Judges the objects of an app beside third-party ones; what concerns those alone is theirs. */
function judged(
  drafts: readonly Judged[],
  { compiled, day, beside = [] }: EvaluateOptions,
  options: SuppressionOptions,
): Judgement {
  if (beside.length === 0) return evaluate(drafts, compiled, day, options);
  const own = new Set(drafts.map(({ manifest }) => keyOf(manifest)));
  const theirs = new Set(beside.map(keyOf).filter((key) => !own.has(key)));
  const context = beside.filter((manifest) => theirs.has(keyOf(manifest))).map((manifest) => ({ manifest }));
  const judgement = evaluate([...drafts, ...context], compiled, day, options);
  const ours = ({ object }: Pick<Finding, 'object'>): boolean => !theirs.has(identityKey(object));
  return { ...judgement, findings: judgement.findings.filter(ours), objects: drafts.length };
}

/** The files of an app that are no objects, by their names in an output. */
export function configurationOf({ model }: Pick<EvaluateOptions, 'model'>): Readonly<Record<string, string>> {
  return Object.fromEntries(planConfiguration(filesOf(model)));
}

/** The objects of an app whose program is judged as a whole at its end, raw resources and all. */
function unjudged(drafts: readonly Draft[]): ReadonlyMap<Planned, PlainObject> {
  const known = (draft: Draft) => (manifest: PlainObject) =>
    quietly(() => refuseAbsent(draft.manifest, manifest, pathOf(draft.planned.component)));
  return new Map(
    drafts.map((draft) => {
      const verdicts = { refuseWrong: known(draft), refuseAll: known(draft) };
      return [draft.planned, judgedLeaves(draft.manifest, verdicts, pulumi.runtime.isDryRun())];
    }),
  );
}

/** All objects in the order in which they were planned; what says what is in the app is rendered last. */
function draftsOf(
  planned: readonly Planned[],
  { compiled, model }: EvaluateOptions,
): { drafts: Draft[]; broken: Message[]; teams: Teams } {
  const broken: Message[] = [];
  const found = new Map<Planned, Draft>();
  const render = (item: Planned): void => {
    try {
      found.set(item, draftOf(item, compiled));
    } catch (error) {
      broken.push(asMessage(error));
    }
  };
  for (const item of planned) if (!item.last) render(item);
  const manifests = [...found.values()].map(({ manifest }) => manifest);
  const teams = planDeployment(model, manifests, compiled.registry);
  for (const item of planned) if (item.last) render(item);
  const drafts = planned.flatMap((item) => found.get(item) ?? []);
  return { drafts, broken, teams };
}

/** What objects promise each other is not judged where one of them is missing. */
function refuseBroken(
  drafts: readonly Draft[],
  broken: readonly Message[],
  { compiled, day }: EvaluateOptions,
): never {
  const findings = drafts
    .flatMap((draft) => judgeObject(draft, compiled, day))
    .filter(({ verdict }) => verdict === 'fail');
  const problems = [...broken, ...findings.map(messageOf)];
  throw new BulwarkError(`${countOf(problems, 'problem')}; nothing was made`, problems);
}

function draftOf(planned: Planned, compiled: CompiledPolicy): Draft {
  const resource = planned.resource;
  const construct = pathOf(planned.component);
  const suppressions = suppressionsOf(resource);
  const manifest = planned.render();
  // A waiver suppresses what an edit does; it does not make what we write ourselves softer.
  hardenDraft(manifest, compiled, { suppressions: suppressions.filter(isOptOut) });
  const edits = editsOf(resource);
  const edited = edits.length === 0 ? manifest : applyEdits(manifest, edits, construct);
  if (edited !== manifest) refuseRegistered(manifest, edited, construct);
  return {
    planned,
    manifest: canonical(edited, compiled.registry),
    origin: { construct },
    suppressions,
    ours: true,
  };
}

/**
 * Whether an unused waiver may be used where this app cannot look: it is above raw resources too, or names an object
 * that is none of the app's.
 */
function isElsewhere({ control, waiver }: Finding, drafts: readonly Draft[]): boolean {
  if (control !== 'waiver-unused' || waiver === undefined) return false;
  if (!isTargeted(waiver)) return holdersOf(waiver, drafts).some(holdsRaw);
  const { kind, namespace, name } = waiver.target;
  return !drafts.some(({ manifest }) => {
    const ref = refOf(manifest);
    return ref.kind === kind && ref.name === name && ref.namespace === namespace;
  });
}

/** The resources at which a suppression stands. */
function holdersOf(suppression: Suppression, drafts: readonly Draft[]): pulumi.Resource[] {
  const holders = new Set<pulumi.Resource>();
  for (const { planned } of drafts) {
    for (let at: pulumi.Resource | undefined = planned.resource; at !== undefined; at = parentOf(at))
      if (ownSuppressions(at).includes(suppression)) holders.add(at);
  }
  return [...holders];
}

/** The suppressions of all resources above the objects, with the components that they are at. */
function placesAbove(planned: readonly Planned[]): Map<Suppression, Place> {
  const found = new Map<Suppression, Place>();
  const seen = new Set<pulumi.Resource>();
  for (const item of planned) {
    let current: pulumi.Resource | undefined = item.resource;
    while (current !== undefined && !seen.has(current)) {
      seen.add(current);
      for (const suppression of ownSuppressions(current))
        found.set(suppression, { construct: pathOf(current) });
      current = parentOf(current);
    }
  }
  return found;
}

/**
 * @throws BulwarkError with the findings, where there are any. Where there is an engine each is told at the component
 * that it concerns, and the error only counts them; under mocks nobody listens but the one who catches it.
 */
function refuse(drafts: readonly Draft[], findings: readonly Finding[], consequence: string): void {
  if (findings.length === 0) return;
  const title = `${countOf(findings, 'finding')}; ${consequence}`;
  if (pulumi.runtime.getEngine() === undefined) throw quiet(new BulwarkError(title, findings.map(messageOf)));
  const components = new Map(drafts.map(({ manifest, planned }) => [keyOf(manifest), planned.component]));
  for (const finding of findings) tell([finding], components.get(identityKey(finding.object)));
  throw quiet(new BulwarkError(title, []));
}

function verdictsOf(draft: Draft, { compiled, day }: EvaluateOptions): Verdicts {
  const consequence = 'in values that were not known before; the object was not made';
  const judged = (manifest: PlainObject, secrets: Secrets): Finding[] => {
    quietly(() => refuseAbsent(draft.manifest, manifest, pathOf(draft.planned.component)));
    const isSecret = (text: string): boolean => secrets.has(text);
    return judgeObject({ ...draft, manifest, isSecret }, compiled, day).map((finding) =>
      secrets.hide(finding),
    );
  };
  return {
    refuseWrong: (manifest, secrets) =>
      refuse(
        [draft],
        judged(manifest, secrets).filter((finding) => !isOpen(finding)),
        consequence,
      ),
    refuseAll: (manifest, secrets) => refuse([draft], judged(manifest, secrets), consequence),
  };
}

/**
 * Judges the whole set once more when every leaf is known: what a control over several objects could not tell before.
 * No object waits for it, because an object may be what a leaf of another one comes from.
 */
function judgeWhenKnown(
  drafts: readonly Draft[],
  declared: readonly Suppression[],
  options: EvaluateOptions,
): void {
  const { compiled, mayBeUnused } = options;
  const leaves = drafts.map(({ manifest }) => leavesIn(manifest));
  pulumi.all(leaves.map((some) => pulumi.all(some))).apply(async (values) => {
    const secrets = await secretsAmong(leaves.flat(), values.flat());
    const known = drafts.map((draft, index) => ({
      ...draft,
      manifest: withLeaves(draft.manifest, values[index] ?? []),
      isSecret: (text: string) => secrets.has(text),
    }));
    const { findings } = judged(known, options, { declared, mayBeUnused });
    const told = findings
      .filter((finding) => isAcross(finding, compiled) && !isElsewhere(finding, drafts))
      .map((finding) => secrets.hide(finding));
    refusing(() => refuse(known, told, 'in values that were not known before'));
  });
}

/** Whether a finding is one that only several objects together show: what one shows by itself was told with it. */
function isAcross({ control }: Finding, compiled: CompiledPolicy): boolean {
  const known = compiled.controlOf(control);
  if (known?.on === 'set') return known.alone !== true;
  return known === undefined && control !== 'schema';
}

function keyOf(manifest: PlainObject): string {
  return identityKey(refOf(manifest));
}

function countOf(items: readonly unknown[], what: string): string {
  return items.length === 1 ? `one ${what}` : `${items.length} ${what}s`;
}
