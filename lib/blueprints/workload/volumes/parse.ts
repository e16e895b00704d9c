import type { ClaimMount, Files } from '../../../model/pod';
import type { Claim } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import type { VolumeNames } from '../parse/volume-names';
import { pathProblems } from '../parse/volumes';
import { claimSpec } from './claim-spec';
import { parseProjected } from './projected';
import type {
  Claimed,
  ClaimProps,
  EphemeralProps,
  ExistingClaimProps,
  MountProps,
  SharedClaimMount,
  VolumeProp,
} from './props';

/** A claim that all pods of a workload mount, although one node, or one pod, has it for itself. */
export interface ExclusiveClaim {
  /** The prop in messages. */
  readonly field: string;
  readonly mode: 'ReadWriteOnce' | 'ReadWriteOncePod';
}

/** The volumes of a workload. */
export interface Storage {
  /** Claims that are made: of the workload, or of each pod of a StatefulSet. */
  readonly claims: readonly Claim[];
  /** What the main container mounts of claims. */
  readonly mounts: readonly ClaimMount[];
  /** Folders that it only reads. */
  readonly files: readonly Files[];
  /** The first claim that keeps a second pod out. */
  readonly exclusive: ExclusiveClaim | undefined;
  /** The prop of the first claim that outlives pods; undefined where there is none. */
  readonly lasting: string | undefined;
  /** The shared claims among them. */
  readonly shared: readonly { readonly field: string; readonly claim: Claimed }[];
}

/** What volumes are read with. */
export interface StoragePlace extends BlueprintContext {
  /** The name of the workload. */
  readonly workload: string;
  readonly namespace: string | undefined;
  readonly names: VolumeNames;
  /** Whether each pod has claims of its own. */
  readonly templates: boolean;
}

const WORDS = ['existingClaim', 'sharedClaim', 'ephemeral', 'projected'] as const;

/** Reads the volumes of a workload. */
export function parseStorage(
  volumes: Readonly<Record<string, VolumeProp<unknown>>>,
  place: StoragePlace,
  problems: Problems,
): Storage {
  const reader = new StorageReader(place, problems);
  for (const [path, volume] of Object.entries(volumes)) reader.read(path, volume);
  return reader;
}

class StorageReader implements Storage {
  readonly claims: Claim[] = [];
  readonly mounts: ClaimMount[] = [];
  readonly files: Files[] = [];
  readonly shared: { field: string; claim: Claimed }[] = [];
  exclusive: ExclusiveClaim | undefined;
  lasting: string | undefined;

  constructor(
    private readonly place: StoragePlace,
    private readonly problems: Problems,
  ) {}

  read(path: string, prop: VolumeProp<unknown>): void {
    const { problems } = this;
    pathProblems('volumes', path, problems);
    const field = `volumes["${path}"]`;
    const volume = this.place.names.nameFor('', path);
    const said = WORDS.filter((word) => Object.hasOwn(prop, word));
    const fields = Object.keys(prop).filter((key) => !ALLOWED[said[0] ?? 'claim'].has(key));
    if (said.length > 1 || fields.length > 0) {
      const needs = `what goes with ${said[0] ?? 'size'}: ${[...ALLOWED[said[0] ?? 'claim']].join(', ')}`;
      problems.add(field, Object.keys(prop), needs, `leave out ${[...said.slice(1), ...fields].join(', ')}`);
    }
    if ('existingClaim' in prop) this.existing(field, volume, path, prop);
    else if ('sharedClaim' in prop) this.ofShared(field, volume, path, prop);
    else if ('ephemeral' in prop) this.ephemeral(field, volume, path, prop);
    else if ('projected' in prop) {
      const source = parseProjected(`${field}.projected`, prop.projected, this.place, problems);
      this.files.push({ volume, path, source: { projected: source } });
    } else this.claim(field, volume, path, prop);
  }

  private claim(field: string, volume: string, path: string, prop: ClaimProps<unknown>): void {
    const { workload, templates } = this.place;
    const { problems } = this;
    if (prop.size === undefined) {
      problems.add(`${field}.size`, prop.size, 'how much it holds', `size: '10Gi'`);
      return;
    }
    const spec = claimSpec(field, prop, this.place.cluster, problems);
    const name = templates ? volume : `${workload}-${volume}`;
    if (prop.disposable?.trim() === '')
      problems.add(
        `${field}.disposable`,
        prop.disposable,
        'the reason',
        `disposable: 'a cache that fills again'`,
      );
    const disposable = prop.disposable === undefined ? {} : { disposable: prop.disposable };
    this.claims.push({ name, spec, ...disposable });
    const source = templates ? {} : { source: { persistentVolumeClaim: { claimName: name } } };
    this.mount(field, { volume, path, ...source }, prop);
    if (!templates) this.keepsOut(field, prop.mode ?? 'ReadWriteOnce');
  }

  private existing(field: string, volume: string, path: string, prop: ExistingClaimProps<unknown>): void {
    const { problems } = this;
    const claimName = objectName(
      `${field}.existingClaim`,
      prop.existingClaim,
      'PersistentVolumeClaim',
      problems,
    );
    this.mount(field, { volume, path, source: { persistentVolumeClaim: { claimName } } }, prop);
    this.keepsOut(field, prop.mode ?? 'ReadWriteOnce');
  }

  private ofShared(field: string, volume: string, path: string, prop: SharedClaimMount): void {
    const { sharedClaim: claim } = prop;
    const { namespace } = this.place;
    const { claimName, claimNamespace } = claim;
    if (claimNamespace !== namespace) {
      const needs = `a workload in the namespace of the claim, ${claimNamespace ?? 'which nobody says'}: pods mount no claims of other namespaces`;
      this.problems.add(
        field,
        `a claim of ${claimNamespace ?? 'no namespace'}`,
        needs,
        'declare the SharedClaim where the workload is',
      );
    }
    this.mount(field, { volume, path, source: { persistentVolumeClaim: { claimName } } }, prop);
    this.keepsOut(field, claim.claimMode);
    this.shared.push({ field, claim });
  }

  private ephemeral(
    field: string,
    volume: string,
    path: string,
    { ephemeral }: EphemeralProps<unknown>,
  ): void {
    const at = `${field}.ephemeral`;
    if (ephemeral.size === undefined)
      this.problems.add(`${at}.size`, ephemeral.size, 'how much it holds', `size: '10Gi'`);
    const spec = claimSpec(at, ephemeral, this.place.cluster, this.problems);
    const source = { ephemeral: { volumeClaimTemplate: { spec } } };
    this.mounts.push({ volume, path, readOnly: false, source });
  }

  /** Mounts a claim that outlives pods. */
  private mount(
    field: string,
    mount: Pick<ClaimMount, 'volume' | 'path' | 'source'>,
    { readOnly = false, subPath }: MountProps,
  ): void {
    this.lasting ??= field;
    checkSubPath(field, subPath, this.problems);
    this.mounts.push({ ...mount, readOnly, ...(subPath === undefined ? {} : { subPath }) });
  }

  private keepsOut(field: string, mode: string): void {
    if (mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod') this.exclusive ??= { field, mode };
  }
}

const MOUNT = ['readOnly', 'subPath'];

/** The fields that go together. */
const ALLOWED: Readonly<Record<(typeof WORDS)[number] | 'claim', ReadonlySet<string>>> = {
  claim: new Set(['size', 'class', 'mode', 'fromSnapshot', 'disposable', ...MOUNT]),
  existingClaim: new Set(['existingClaim', 'mode', ...MOUNT]),
  sharedClaim: new Set(['sharedClaim', ...MOUNT]),
  ephemeral: new Set(['ephemeral']),
  projected: new Set(['projected']),
};

/** Says what is wrong with a folder of a volume. */
export function checkSubPath(field: string, subPath: string | undefined, problems: Problems): void {
  if (subPath === undefined || isFolderBelow(subPath)) return;
  const needs = 'a folder of the volume, without .. and without / in front';
  problems.add(`${field}.subPath`, subPath, needs, `subPath: 'uploads'`);
}

/** Source: `validateLocalDescendingPath`, which the API server asks of sub paths. */
function isFolderBelow(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
}
