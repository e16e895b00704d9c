import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Output } from '../lib/command';
import type { Built } from './build';
import { FACTS } from './facts';
import type { Namespaces } from './namespaces';
import { type Blob, type Image, type ImageConfig, type ImageFile, layerOf, writeImage } from './oci';
import { until } from './wait';

const BUSYBOX = '/usr/bin/busybox';

/** The set-user-id bit, on a file that belongs to root. */
const SET_USER_ID = 0o4755;

/** Applets that the stand-ins of shell images have; `wget` is ours, since a static program cannot look up names. */
const APPLETS = ['sh', 'seq', 'sleep', 'echo', 'cat', 'ls'];

const USER = '65532:65532';

/** The local registry and the images that are made for it. */
export class Registry {
  private readonly standin: Blob;
  private readonly shell: Blob;

  constructor(
    private readonly inside: Namespaces,
    private readonly built: Built,
    private readonly folder: string,
  ) {
    const program = readFileSync(join(built.standin, 'standin'));
    this.standin = layerOf([
      { path: 'bin/standin', content: program },
      { path: 'bin/setuid', mode: SET_USER_ID, content: program },
    ]);
    const link = (name: string, to: string): ImageFile => ({ path: `bin/${name}`, content: { link: to } });
    this.shell = layerOf([
      { path: 'bin/busybox', content: readFileSync(BUSYBOX) },
      ...APPLETS.map((name) => link(name, 'busybox')),
      link('wget', 'standin'),
    ]);
  }

  /** Starts the registry and waits until it answers. */
  async start(): Promise<void> {
    mkdirSync(join(this.folder, 'registry'));
    const address = ['--address', FACTS.registry, '--disk', join(this.folder, 'registry')];
    this.inside.start('registry', [join(this.built.crane, 'crane'), 'registry', 'serve', ...address]);
    await until('the registry', 120, async () => (await this.crane('catalog', FACTS.registry)).code === 0);
  }

  /** The pause process of pods. */
  pause(): Image {
    return this.image('pause', [this.standin], { entrypoint: ['/bin/standin', 'pause'], user: USER });
  }

  /** Cluster DNS. */
  coredns(): Image {
    const content = readFileSync(join(this.built.coredns, 'coredns'));
    const layer = layerOf([{ path: 'coredns', content }]);
    return this.image('coredns', [layer], { entrypoint: ['/coredns'], user: USER });
  }

  /** kubectl itself, without a shell. */
  kubectl(): Image {
    const content = readFileSync(join(this.built.kubernetes, 'kubectl'));
    const layer = layerOf([{ path: 'bin/kubectl', content }]);
    return this.image('kubectl', [layer], { entrypoint: ['/bin/kubectl'], user: USER });
  }

  /**
   * A stand-in.
   * @param listen what it serves, such as `grpc:7070,tcp:6379`
   * @param does programs that it brings, by their path, and arguments that it takes: each has done its work at once
   */
  serving(name: string, listen: string, does: readonly string[] = []): Image {
    const done = does.map((path) => basename(path));
    const env = { STANDIN_LISTEN: listen, STANDIN_DONE: done.join(',') };
    const links = does.map((path) => ({
      path: path.startsWith('/') ? path.slice(1) : `bin/${path}`,
      content: { link: '/bin/standin' },
    }));
    const layers = links.length === 0 ? [this.standin] : [this.standin, layerOf(links)];
    return this.image(name, layers, { entrypoint: ['/bin/standin', 'serve'], env, user: USER });
  }

  /** A stand-in for images of which a shell is used. */
  withShell(name: string): Image {
    return this.image(name, [this.standin, this.shell], { entrypoint: ['/bin/sh'], user: USER });
  }

  /** Pushes an image. @param repository path without a host. @throws Error where the registry refuses it */
  async push(image: Image, repository: string): Promise<void> {
    const tag = `${FACTS.registry}/${repository}:pushed`;
    const { code, stderr } = await this.crane('push', '--insecure', image.folder, tag);
    if (code !== 0) throw new Error(`${tag}: ${stderr.trim()}`);
  }

  private image(name: string, layers: readonly Blob[], config: ImageConfig): Image {
    return writeImage(join(this.folder, 'images', name), layers, config);
  }

  private crane(...args: readonly string[]): Promise<Output> {
    return this.inside.run([join(this.built.crane, 'crane'), ...args]);
  }
}
