import type { ComponentResource, Resource } from '@pulumi/pulumi';
import { mocksOf } from './answers';
import { type Judgeable, judgeable } from './judged';
import type { Pulumi, PulumiState } from './load';
import type { Recording, StackOptions } from './model';
import { Recorder, type Registration } from './recorder';

type Answer = (error: unknown, response: unknown) => void;

/**
 * A stack without an engine: what a program registers in the store in which the session was made is recorded, and
 * answered by mocks.
 */
export class Session {
  private readonly recorder: Recorder;
  private readonly constructed: Resource[] = [];

  constructor(
    private readonly pulumi: Pulumi,
    private readonly state: PulumiState,
    options: StackOptions,
  ) {
    const { project = 'project', stack = 'stack', organization = 'organization' } = options;
    const { preview = false, config = {}, secrets = [], providers = {} } = options;
    this.recorder = new Recorder(project, stack);
    // Its work is done before it returns; the promise says nothing more.
    void pulumi.runtime.setMocks(mocksOf(providers, preview), project, stack, preview, organization);
    const keyOf = (key: string): string => (key.includes(':') ? key : `${project}:${key}`);
    const entries = Object.entries(config).map(([key, value]) => [keyOf(key), value]);
    pulumi.runtime.setAllConfig(Object.fromEntries(entries), secrets.map(keyOf));
    this.recordRegistrations();
    this.state.getStore().stackResource = this.root(`${project}-${stack}`);
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
    return { recording, judgeable: judgeable(recording.resources, constructed) };
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

  private recordRegistrations(): void {
    const monitor: object = this.pulumi.runtime.getMonitor() ?? {};
    const register: unknown = Reflect.get(monitor, 'registerResource');
    if (typeof register !== 'function') return;
    Reflect.set(monitor, 'newUrn', (parent: string | undefined, type: string, name: string): string =>
      this.recorder.urnOf(parent ?? '', type, name),
    );
    Reflect.set(monitor, 'registerResource', (request: Registration, answer: Answer): unknown => {
      try {
        this.recorder.record(request);
      } catch (error) {
        return answer(error, undefined);
      }
      return Reflect.apply(register, monitor, [request, answer]);
    });
  }
}
