import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPlain, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { moduleFolder } from '../lib/go-program';
import { Api, messageOf } from './api';
import type { Built } from './build';
import { type Places, startApiServer, startControllers, startWayIn } from './control-plane';
import { FACTS } from './facts';
import { makeCgroups, removeCgroups } from './host';
import { Namespaces } from './namespaces';
import { startNode, startRuntime } from './node';
import { makePki } from './pki';
import { PROGRAMS } from './programs';
import { Registry } from './registry';
import { until } from './wait';
import { objectsIn, objectsOf } from './yaml';

const SYSTEM = join(__dirname, 'system');

const PREFIX = 'bulwark-cluster-';

/** Servers that this process has started, so that each has a cgroup of its own. */
let started = 0;

/** Removes the folders of runs that were killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = /^\d+/.exec(name.slice(PREFIX.length))?.[0];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** A control plane without controllers: nobody but who asks changes anything. */
export class ApiServer {
  private constructor(
    readonly api: Api,
    readonly inside: Namespaces,
    /** Folder of the run, of the Kubernetes programs and of the administrator's configuration. */
    readonly places: Places,
    private readonly cgroup: string,
  ) {}

  /**
   * Starts etcd and an API server in an empty folder, in namespaces of their own.
   * @param standin folder of the stand-in
   * @param kubernetes folder of etcd, kubectl and the rest
   * @param apiServer folder of the API server, where it is of another version
   * @param flags what the API server is told besides
   * @throws Error with the last messages of what did not start
   */
  static async start(
    standin: string,
    kubernetes: string,
    apiServer = kubernetes,
    flags: Readonly<Record<string, string>> = {},
  ): Promise<ApiServer> {
    removeLeftovers();
    const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    for (const name of ['log', 'home']) mkdirSync(join(folder, name));
    started += 1;
    const cgroup = `bulwark-${process.pid}-${started}`;
    makeCgroups(cgroup);
    const program = join(standin, 'standin');
    const inside = await Namespaces.make(folder, program);
    const places = { folder, pki: await makePki(folder, program), kubernetes };
    startApiServer(inside, places, apiServer, flags);
    startWayIn(inside, places);
    const server = new ApiServer(new Api(join(folder, 'api.sock')), inside, places, cgroup);
    await server.orTell(
      ['etcd', 'kube-apiserver'],
      until('the API server', 180, () => server.api.isReady()),
    );
    return server;
  }

  /** The path under which pods and programs are grouped. */
  get group(): string {
    return this.cgroup;
  }

  /** Runs kubectl as the administrator. */
  kubectl(...args: readonly string[]): ReturnType<Namespaces['run']> {
    const config = join(this.places.pki, 'admin.kubeconfig');
    return this.inside.run([join(this.places.kubernetes, 'kubectl'), '--kubeconfig', config, ...args]);
  }

  /** Ends every process and removes every file. @returns what could not be removed */
  async end(): Promise<string[]> {
    await this.inside.end();
    const left = removeCgroups(this.cgroup);
    rmSync(this.places.folder, { recursive: true, force: true, maxRetries: 3 });
    return left;
  }

  /** Waits; where that fails, ends everything and tells what the programs said last. */
  async orTell<T>(programs: readonly string[], task: Promise<T>): Promise<T> {
    try {
      return await task;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const tails = programs.map((name) => `--- ${name}\n${this.inside.tail(name)}`);
      await this.end();
      throw new Error([message, ...tails].join('\n'));
    }
  }
}

/** A cluster of one node that runs. */
export class Cluster {
  readonly api: Api;
  readonly inside: Namespaces;

  private constructor(
    readonly server: ApiServer,
    readonly registry: Registry,
    private readonly standin: string,
  ) {
    this.api = server.api;
    this.inside = server.inside;
  }

  /**
   * Starts everything in an empty folder and waits until pods can run.
   * @param say is told what is ready, and after how many seconds
   * @throws Error with the last messages of what did not start
   */
  static async start(built: Built, say: (line: string) => void): Promise<Cluster> {
    const begun = Date.now();
    const tell = (what: string): void => say(`${((Date.now() - begun) / 1000).toFixed(1)} s: ${what}`);
    const server = await ApiServer.start(built.standin, built.kubernetes);
    tell('API server ready');
    const cluster = new Cluster(
      server,
      new Registry(server.inside, built, server.places.folder),
      built.standin,
    );
    const programs = ['kube-controller-manager', 'containerd', 'kubelet', 'felix', 'registry'];
    await server.orTell(programs, cluster.bringUp(built, tell));
    return cluster;
  }

  /** Starts servers on the addresses outside: the world answers, so that what does not was stopped. */
  openWorld(): void {
    const serve = [join(this.standin, 'standin'), 'serve'];
    const env = { STANDIN_LISTEN: 'tcp:80,tcp:443' };
    this.inside.start('world', ['nsenter', '--net=/run/netns/world', ...serve], env);
  }

  private async bringUp(built: Built, tell: (what: string) => void): Promise<void> {
    const { inside, registry } = this;
    const { places } = this.server;
    startControllers(inside, places);
    const pause = registry.pause();
    startRuntime(inside, built, places, `${FACTS.imageHost}/pause@${pause.digest}`);
    const images = this.pushSystemImages();
    await Promise.all([images, this.installCalico()]);
    startNode(inside, built, places, this.server.group);
    await this.installDns();
    tell('policy engine and DNS installed');
    await until('the node', 180, () => this.isReady('/api/v1/nodes', FACTS.node, 'Ready'));
    tell('node ready');
    const deployments = '/apis/apps/v1/namespaces/kube-system/deployments';
    await until('DNS', 180, () => this.isReady(deployments, 'coredns', 'Available'));
    const felix = ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:9099/readiness'];
    const standin = join(built.standin, 'standin');
    await until('the policy engine', 180, async () => (await inside.run([standin, ...felix])).code === 0);
    tell('DNS and policy engine ready');
  }

  private async pushSystemImages(): Promise<void> {
    await this.registry.start();
    await this.registry.push(this.registry.pause(), 'pause');
    await this.registry.push(this.registry.coredns(), 'coredns');
  }

  private async installCalico(): Promise<void> {
    const manifests = join(
      await moduleFolder(PROGRAMS.calico, 'github.com/projectcalico/calico'),
      'manifests',
    );
    const isRole = ({ kind, metadata }: PlainObject): boolean =>
      kind === 'ClusterRole' &&
      isPlain(metadata) &&
      /^calico-(node|cni-plugin)$/.test(stringAt(metadata, 'name') ?? '');
    const definitions = objectsIn(join(manifests, 'crds.yaml'));
    const roles = objectsIn(join(manifests, 'calico.yaml')).filter(isRole);
    await this.applyAll([...definitions, ...roles]);
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const isEstablished = async (name: string): Promise<boolean> => this.isReady(path, name, 'Established');
    const names = definitions.map(({ metadata }) =>
      isPlain(metadata) ? (stringAt(metadata, 'name') ?? '') : '',
    );
    await Promise.all(names.map((name) => until(name, 120, () => isEstablished(name))));
    const own = objectsIn(join(SYSTEM, 'calico.yaml'));
    await until('the settings of the policy engine', 60, async () => {
      await this.applyAll(own);
      return true;
    });
  }

  private async installDns(): Promise<void> {
    const image = `${FACTS.imageHost}/coredns@${this.registry.coredns().digest}`;
    const text = readFileSync(join(SYSTEM, 'coredns.yaml'), 'utf8').replace('COREDNS_IMAGE', image);
    await this.applyAll(objectsOf(text, 'coredns.yaml'));
  }

  private async applyAll(objects: readonly PlainObject[]): Promise<void> {
    const answers = await Promise.all(objects.map((object) => this.api.apply(object)));
    const refused = answers.find(({ status }) => status >= 300);
    if (refused !== undefined) throw new Error(`${refused.status} ${messageOf(refused)}`);
  }

  private async isReady(path: string, name: string, type: string): Promise<boolean> {
    const { status } = await this.api.get(`${path}/${name}`);
    const conditions =
      isPlain(status) && Array.isArray(status.conditions) ? status.conditions.filter(isPlain) : [];
    return conditions.some((condition) => condition.type === type && condition.status === 'True');
  }
}
