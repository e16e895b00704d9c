import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { ObjectChanges } from '../../core/engine/field-changes';
import { type ConfigurationFile, distinctFiles } from '../../core/files/file';
import { Secrets } from '../../stack/secrets';
import { type ProgramStores, watchRegistrations } from '../internals';
import { mocksOf } from './answers';
import { type RenderedStack, setHost } from './host';
import { type Judgeable, judgeable } from './judged';
import type { Pulumi } from './load';
import { type InputsChange, Recorder } from './recorder';
import type { Recording, StackOptions } from './recording';
import { secretPlaces, secretTexts } from './secret-places';
import { valueAt } from './values';

/**
 * A stack without an engine: what a program registers in the store in which the session was made is recorded, and
 * answered by mocks.
 */
export class Session {
  private readonly recorder: Recorder;
  private readonly constructed: Resource[] = [];
  private readonly changes: InputsChange[] = [];
  private readonly stacks: RenderedStack[] = [];
  private readonly files: ConfigurationFile[] = [];
  /** The namespace of the team that applies an object, by the object's identity. */
  readonly teams = new Map<string, string>();
  private readonly written: [string, ObjectChanges][] = [];
  private readonly strings: readonly string[];

  constructor(
    private readonly pulumi: Pulumi,
    private readonly stores: ProgramStores,
    options: StackOptions,
    judgesAll = false,
  ) {
    this.strings = secretTexts(options);
    const { project = 'project', stack = 'stack', organization = 'organization' } = options;
    const { preview = false, config = {}, secrets = [], providers = {} } = options;
    const keyOf = (key: string): string => (key.includes(':') ? key : `${project}:${key}`);
    this.recorder = new Recorder(project, stack, config['kubernetes:namespace']);
    const mocks = mocksOf(providers, preview, this.recorder.generatedName, (type, of) =>
      this.recorder.noteRendered(type, of),
    );
    // Its work is done before it returns; the promise says nothing more.
    void pulumi.runtime.setMocks(mocks, project, stack, preview, organization);
    const entries = Object.entries(config).map(([key, value]) => [keyOf(key), value]);
    pulumi.runtime.setAllConfig(Object.fromEntries(entries), secrets.map(keyOf));
    this.recordRegistrations(preview, judgesAll);
    this.stores.getStore().stackResource = this.root(`${project}-${stack}`);
  }

  /** The secrets of all that was registered so far. */
  get secrets(): Secrets {
    const secrets = new Secrets();
    for (const { manifest, secrets: places } of this.recorder.recording([]).resources)
      for (const place of secretPlaces({ manifest, secrets: places })) secrets.add(valueAt(manifest, place));
    return secrets;
  }

  /** How many resources were registered so far. */
  get size(): number {
    return this.recorder.size;
  }

  /**
   * What was recorded, in the order of construction, and how it is judged. Only for a program that has settled, and
   * that did not fail.
   */
  async recording(): Promise<{ recording: Recording; judgeable: Judgeable }> {
    const constructed = new Map<string, Resource>();
    for (const resource of this.constructed) {
      const urn = await new Promise<string>((resolve) => resource.urn.apply(resolve));
      constructed.set(urn, resource);
    }
    const recording = this.recorder.recording([...constructed.keys()]);
    const files = distinctFiles(this.files);
    const { stacks, strings, written } = this;
    return {
      recording,
      judgeable: {
        ...judgeable(recording, constructed, {
          stacks,
          strings,
          written,
          replaced: this.recorder.replacedSecrets,
        }),
        files,
      },
    };
  }

  /** The stack itself, as the parent of what has none; a child of it tells its construction. */
  private root(name: string): ComponentResource {
    const { ComponentResource, runtime } = this.pulumi;
    return new ComponentResource(
      runtime.rootPulumiStackTypeName,
      name,
      {},
      {
        transformations: [
          ({ resource, type }) => {
            if (type !== runtime.rootPulumiStackTypeName) this.constructed.push(resource);
            return undefined;
          },
        ],
      },
    );
  }

  private recordRegistrations(preview: boolean, judgesAll: boolean): void {
    const monitor: object = this.pulumi.runtime.getMonitor() ?? {};
    setHost(monitor, {
      preview,
      judgesAll,
      change: (change) => this.changes.push(change),
      wrote: (urn, changes) => this.written.push([urn, changes]),
      take: (files) => this.files.push(...files),
      deploy: (teams) => {
        for (const [key, team] of teams) this.teams.set(key, team);
      },
      evaluate: (stack) => this.stacks.push(stack),
    });
    watchRegistrations(monitor, {
      urnOf: (parent, type, name) => this.recorder.urnOf(parent, type, name),
      before: (request) => this.recorder.record(request, this.changes),
    });
  }
}
