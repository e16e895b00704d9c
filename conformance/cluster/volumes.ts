import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { type Api, messageOf } from './api';
import { FACTS } from './facts';
import { sleep } from './wait';

/** Who makes the volumes of the class. */
const PROVISIONER = 'example.com/folders-of-the-suite';

/** Written by the scheduler: the node that the pod of a claim goes to. */
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** Milliseconds between two looks at the claims. */
const LOOK = 200;

/** The class of the cluster. A volume whose claim is deleted goes at once, with its data: nobody but the claim keeps it. */
const CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: FACTS.storageClass,
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: PROVISIONER,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** Makes a `local` volume, which is a folder of the node, for every claim of the class, and removes it after its claim. */
export class Volumes {
  private readonly made = new Set<string>();
  private readonly problems = new Set<string>();
  private ended = false;
  private readonly loop: Promise<void>;

  private constructor(
    private readonly api: Api,
    private readonly folder: string,
  ) {
    this.loop = this.run();
  }

  /** Makes the class, and begins to look. @param folder where the folders of the volumes go. @throws Error where it is refused */
  static async start(api: Api, folder: string): Promise<Volumes> {
    mkdirSync(folder, { recursive: true });
    const answer = await api.apply(CLASS);
    if (answer.status >= 300) throw new Error(`the StorageClass: ${messageOf(answer)}`);
    return new Volumes(api, folder);
  }

  /** Whether the folder of a volume is there. @param name of the PersistentVolume */
  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** Ends the looks. @returns what the API server refused meanwhile */
  async end(): Promise<string[]> {
    this.ended = true;
    await this.loop;
    return [...this.problems];
  }

  private async run(): Promise<void> {
    while (!this.ended) {
      try {
        for (const claim of await this.api.list('/api/v1/persistentvolumeclaims')) await this.provide(claim);
        for (const volume of await this.api.list('/api/v1/persistentvolumes')) await this.remove(volume);
      } catch (error) {
        this.problems.add(error instanceof Error ? error.message : String(error));
      }
      await sleep(LOOK);
    }
  }

  /** Makes the volume of a claim whose pod has a node. */
  private async provide(claim: PlainObject): Promise<void> {
    const metadata = objectAt(claim, 'metadata') ?? {};
    const spec = objectAt(claim, 'spec') ?? {};
    const isOurs =
      spec.storageClassName === FACTS.storageClass &&
      objectAt(metadata, 'annotations')?.[SELECTED_NODE] === FACTS.node;
    const name = `pvc-${stringAt(metadata, 'uid')}`;
    if (!isOurs || spec.volumeName !== undefined || this.made.has(name)) return;
    mkdirSync(join(this.folder, name), { recursive: true });
    const { namespace, name: claimName, uid } = metadata;
    const node = { key: 'kubernetes.io/hostname', operator: 'In', values: [FACTS.node] };
    const answer = await this.api.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': PROVISIONER } },
      spec: {
        capacity: { storage: objectAt(objectAt(spec, 'resources'), 'requests')?.storage },
        accessModes: spec.accessModes,
        persistentVolumeReclaimPolicy: CLASS.reclaimPolicy,
        storageClassName: FACTS.storageClass,
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claimName, uid },
        local: { path: join(this.folder, name) },
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [node] }] } },
      },
    });
    if (answer.status >= 300) throw new Error(`volume of ${claimName}: ${messageOf(answer)}`);
    this.made.add(name);
  }

  /** Removes a volume whose claim is gone, with what it holds. */
  private async remove(volume: PlainObject): Promise<void> {
    const name = stringAt(objectAt(volume, 'metadata'), 'name') ?? '';
    if (objectAt(volume, 'status')?.phase !== 'Released' || !this.made.has(name)) return;
    rmSync(join(this.folder, name), { recursive: true, force: true });
    await this.api.send('DELETE', `/api/v1/persistentvolumes/${name}`);
  }
}
