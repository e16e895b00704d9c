import { App, Chart } from 'cdk8s';
import type { AppProps } from '../../blueprints/app/props';
import { describeProps } from '../../blueprints/description';
import { checkMirrors } from '../../blueprints/environment/mirrors';
import { environmentOf } from '../../blueprints/environment/told';
import { priorityClass } from '../../blueprints/priority-class';
import { Problems } from '../../blueprints/problems';
import { pullsOfApp } from '../../blueprints/pull-secrets';
import { parseSecretStore } from '../../blueprints/secrets/store';
import type { ClusterProfile } from '../../core/cluster/profile';
import type { ControlId } from '../../core/controls';
import type { CompiledPolicy } from '../../core/engine/compiled-policy';
import type { Judgement } from '../../core/engine/finding';
import { BulwarkError, InvalidInputError } from '../../core/errors';
import { clone, type PlainObject } from '../../core/manifest/plain';
import type { KindRegistry } from '../../core/manifest/registry';
import type { Report } from '../../core/report/report';
import { text } from '../../core/shape';
import { isLockedFromOutside, readImages, today } from '../../host/host';
import { writeReport } from '../../host/report';
import { clusterFor, policyFor } from '../../host/settings';
import { filesOf, InexpressibleRoutesError, objectsOfCluster, routeProblems } from '../../renderers';
import { forgetEnvironments } from '../../writer/environments';
import { type FileText, writeOutput } from '../../writer/write';
import { type AppContext, modelOf, tellApp } from '../app/app-context';
import { BlueprintObject, identityOf } from '../app/blueprint-object';
import { machinery } from '../app/lazy';
import type { Collection } from '../synth/collect';
import { collector } from '../synth/lazy-collect';
import { suppress } from '../waive';

/** Settings of an app. Every field is optional. */
export interface HardenedAppProps extends AppProps {
  /** Folder that the files go to. @default CDK8S_OUTDIR, else 'dist' */
  readonly outdir?: string;
}

/** What came of synthesizing an app. */
export interface Synthesis {
  /** Objects in the order in which they apply, with their files. */
  readonly files: readonly { readonly name: string; readonly objects: readonly PlainObject[] }[];
  /** Files that are no objects, by their names in the output folder: configuration of nodes and of the control plane. */
  readonly configuration: ReadonlyMap<string, string>;
  readonly judgement: Judgement;
  /** The kinds that are known, with those that the policy declares. */
  readonly registry: KindRegistry;
  /** What the validations of constructs say, with their paths. */
  readonly invalid: readonly string[];
  /** What you should check in third-party objects, now that they are hardened. */
  readonly decisions: Collection['decisions'];
  /** Every field that was written into third-party objects, with what stood there and which control wrote it. */
  readonly changes: Collection['changes'];
}

/**
 * An app that renders each object once, hardens it, judges all of them as a whole, and writes either everything or
 * nothing. Raw objects, includes and Helm charts in it are hardened and judged like its own.
 */
export class HardenedApp extends App {
  private readonly compiled: CompiledPolicy;
  private readonly day: string;
  private collecting = false;
  private readonly mayBeUnused: readonly ControlId[];

  constructor(props: HardenedAppProps = {}) {
    const { secretStore, ...pulls } = checkProps(props, new.target === HardenedApp);
    super(props.outdir === undefined ? {} : { outdir: props.outdir });
    const policy = policyFor(props.policy);
    const cluster = clusterFor(props.cluster);
    this.compiled = machinery().compilePolicy(policy, cluster);
    this.day = today(props.today);
    const environment = environmentOf(props);
    this.mayBeUnused = isLockedFromOutside() ? ['image-pinned-to-digest'] : [];
    tellApp(this, {
      policy,
      cluster,
      images: readImages(props.images, props.registryMirrors, environment?.name),
      ...(environment === undefined ? {} : { environment }),
      compiled: this.compiled,
      ...pulls,
      ...(secretStore === undefined ? {} : { secretStore }),
    });
    suppress(this, props.waivers ?? []);
    this.node.addValidation({
      validate: () => (this.collecting ? [] : this.findings().map(machinery().messageOf)),
    });
    if (environment !== undefined) modelOf(this).rangeOf = (cidr) => environment.range(cidr);
    modelOf(this).closesDefault = props.defaultNamespace === 'closed';
    emitOfCluster(this, cluster);
  }

  /**
   * Renders, hardens and judges everything, and plans the files; writes nothing.
   * @throws BulwarkError where an object cannot be rendered, with all that the others show by themselves
   */
  synthesize(): Synthesis {
    const { annotateWaived, planConfiguration, planFiles } = machinery();
    const { objects, invalid, decisions, changes, broken, ...waivers } = this.collect();
    this.refuseBroken(broken, invalid, objects);
    const judgement = this.evaluate(objects, waivers);
    const files = planFiles(
      annotateWaived(objects, judgement),
      this.outputFileExtension,
      this.compiled.registry,
    );
    const configuration = planConfiguration(filesOf(modelOf(this)));
    const { registry } = this.compiled;
    return { files, configuration, judgement, registry, invalid, decisions, changes };
  }

  /**
   * Judges the app and writes its files; all of them, or none.
   * @throws BulwarkError with every finding that no waiver suppresses
   */
  override synth(): void {
    const synthesis = this.synthesize();
    writeReport(() => this.reportOf(synthesis));
    refuse(synthesis);
    writeOutput(this.outdir, textsOf(synthesis));
    forgetEnvironments(this.outdir);
  }

  /** The report of a synthesis: plain data, as `bulwark synth --report` writes it. */
  reportOf({ judgement, decisions, changes, invalid }: Synthesis): Report {
    const told = { decisions, changes, invalid, files: filesOf(modelOf(this)) };
    return machinery().reportOf(judgement, this.compiled, this.day, told);
  }

  /**
   * All objects of the app as one text; files that are no objects are not in it.
   * @throws BulwarkError with every finding that no waiver suppresses
   */
  override synthYaml(): string {
    const synthesis = this.synthesize();
    refuse(synthesis);
    return machinery().writeDocuments(synthesis.files.flatMap((file) => file.objects));
  }

  /** Findings for the validation of cdk8s itself, which asks the other constructs on its own. */
  private findings(): Judgement['findings'] {
    const { objects, invalid, broken, ...waivers } = this.collect();
    this.refuseBroken(broken, invalid, objects);
    return this.evaluate(objects, waivers).findings;
  }

  /** Judges the objects, and the files of the model with them. */
  private evaluate(
    objects: Collection['objects'],
    waivers: Pick<Collection, 'declared' | 'places'>,
  ): Judgement {
    const { evaluate, evaluateFiles } = machinery();
    const options = { ...waivers, mayBeUnused: this.mayBeUnused };
    const judgement = evaluate(objects, this.compiled, this.day, options);
    return { ...judgement, findings: [...judgement.findings, ...evaluateFiles(filesOf(modelOf(this)))] };
  }

  /**
   * Refuses an app with objects that cannot be rendered, or routes that no policy can say: each route once, whichever of
   * its ends met it. What objects promise each other is not judged where one of them is missing.
   */
  private refuseBroken(
    broken: Collection['broken'],
    invalid: Collection['invalid'],
    objects: Collection['objects'],
  ): void {
    const { judgeObject, messageOf } = machinery();
    const { countOf } = collector();
    const routes = routeProblems(modelOf(this));
    const refused = [
      ...broken.filter((message) => !(message instanceof InexpressibleRoutesError)),
      ...(routes.length === 0 ? [] : [new InvalidInputError('routes', routes)]),
    ];
    if (refused.length === 0) return;
    const findings = objects.flatMap((object) => judgeObject(object, this.compiled, this.day));
    const problems = [...refused, ...invalid, ...findings.map(messageOf)];
    throw new BulwarkError(`${countOf(problems, 'problem')}; nothing was written`, problems);
  }

  private collect(): Collection {
    this.collecting = true;
    try {
      return collector().collect(this);
    } finally {
      this.collecting = false;
    }
  }
}

/** @returns where the Secrets of its namespaces come from, where it says so */
function checkProps(
  props: HardenedAppProps,
  strict: boolean,
): ReturnType<typeof pullsOfApp> & Pick<AppContext, 'secretStore'> {
  const problems = new Problems('HardenedApp');
  const { shapes } = describeProps('AppProps');
  problems.check(props, { ...shapes, outdir: text }, { strict });
  problems.throwIfBroken();
  checkMirrors(props.registryMirrors, 'registryMirrors', problems);
  const secretStore = parseSecretStore(props.secretStore, problems);
  const pulls = pullsOfApp(props.imagePullSecrets, problems);
  problems.throwIfAny();
  return { ...pulls, ...(secretStore === undefined ? {} : { secretStore }) };
}

/** The files of a synthesis by their names in the output folder; each text is made when its turn comes. */
export function textsOf({ files, configuration }: Synthesis): Map<string, FileText> {
  const { textOf } = machinery();
  const manifests = files.map((file) => [file.name, () => textOf(file)] as const);
  return new Map<string, FileText>([...manifests, ...configuration]);
}

/** What stands against a synthesis. */
export function messagesOf({ judgement, invalid }: Synthesis): readonly string[] {
  return [...invalid, ...judgement.findings.map(machinery().messageOf)];
}

function refuse(synthesis: Synthesis): void {
  const { countOf } = collector();
  const messages = messagesOf(synthesis);
  if (messages.length === 0) return;
  const what = synthesis.invalid.length === 0 ? 'finding' : 'problem';
  throw new BulwarkError(`${countOf(messages, what)}; nothing was written`, messages);
}

/** What belongs to the cluster is in a chart of its own: the PriorityClass that workloads take by default, and what renderers make. */
function emitOfCluster(app: HardenedApp, cluster: ClusterProfile): void {
  const manifest = priorityClass(cluster);
  const objects = objectsOfCluster(modelOf(app));
  if (manifest === undefined && objects.length === 0) return;
  const chart = new Chart(app, 'bulwark-cluster');
  if (manifest !== undefined) {
    const identity = identityOf(manifest);
    new BlueprintObject(chart, identity.name, identity, () => clone(manifest));
  }
  for (const { identity, object } of objects)
    new BlueprintObject(chart, `${identity.kind}-${identity.name}`, identity, object);
}
