import { isOn } from '../context';
import { Field } from '../field';

/** What the rules of a pod ask again and again, read once. */
export interface PodScope {
  readonly spec: Field;
  /** The metadata of the pod, or of its template. */
  readonly metadata: Field;
  /** Whether it is a Pod, and no template of one. */
  readonly isPod: boolean;
  /** Whether a StatefulSet names the pods, so that `hostname` and `subdomain` count for nothing. */
  readonly isStateful: boolean;
  /** The name of a Pod; empty for a template and for a name that is not known yet. */
  readonly name: string;
  /** `spec.os.name`; undefined where no OS is given, empty where it is not known. */
  readonly os: string | undefined;
  readonly hostNetwork: boolean;
  /** Whether the users of the pod are those of the host; undefined where it is not known. */
  readonly hostUsers: boolean | undefined;
  /** Undefined where it is not known. */
  readonly restartPolicy: string | undefined;
  readonly gracePeriod: number | undefined;
  /** Volumes that a StatefulSet makes of its claims; they replace those of the template that have their names. */
  readonly claimVolumes: ReadonlyMap<string, Field>;
  /** All volumes. */
  readonly volumes: Names;
  readonly claims: Names;
}

/** Things of a pod by name, and whether all names are known. */
export interface Names {
  readonly byName: ReadonlyMap<string, Field>;
  readonly complete: boolean;
}

/** What is around a pod spec. */
export interface PodOwner {
  /** Whether it is a Pod, and no template of one. */
  readonly isPod: boolean;
  /** The name of a Pod. */
  readonly name?: string;
  /** The `volumeClaimTemplates` of a StatefulSet, which names its pods and makes their volumes. */
  readonly claimTemplates?: Field;
}

/** Reads the scope of a pod. */
export function podScope(metadata: Field, spec: Field, owner: PodOwner): PodScope {
  const os = spec.at('os');
  const claimVolumes = volumesOf(owner.claimTemplates);
  const volumes = namesOf(spec.at('volumes'));
  return {
    spec,
    metadata,
    isPod: owner.isPod,
    isStateful: owner.claimTemplates !== undefined,
    name: owner.name ?? '',
    os: os.isSet ? (os.at('name').text ?? '') : undefined,
    hostNetwork: spec.at('hostNetwork').isTrue,
    hostUsers: spec.at('hostUsers').isUnknown ? undefined : spec.at('hostUsers').value !== false,
    restartPolicy: spec.at('restartPolicy').textOr('Always'),
    gracePeriod: spec.at('terminationGracePeriodSeconds').numberOr(30),
    claimVolumes: claimVolumes.byName,
    volumes: {
      byName: new Map([...volumes.byName, ...claimVolumes.byName]),
      complete: volumes.complete && claimVolumes.complete,
    },
    claims: isOn('DynamicResourceAllocation', spec.context)
      ? namesOf(spec.at('resourceClaims'))
      : { byName: new Map(), complete: false },
  };
}

function namesOf(list: Field): Names {
  const byName = new Map<string, Field>();
  let complete = !list.isUnknown;
  for (const item of list.items()) {
    const name = item.at('name');
    if (item.isUnknown || name.isUnknown) complete = false;
    else if (name.text !== undefined && name.text !== '') byName.set(name.text, item);
  }
  return { byName, complete };
}

/** The volumes that a StatefulSet makes of its claims: one of the name of each. */
function volumesOf(templates: Field | undefined): Names {
  const byName = new Map<string, Field>();
  let complete = templates?.isUnknown !== true;
  for (const template of templates?.items() ?? []) {
    const name = template.in('metadata', 'name');
    if (name.isUnknown) complete = false;
    else if (name.text !== undefined && name.text !== '')
      byName.set(name.text, claimVolume(name.text, template));
  }
  return { byName, complete };
}

function claimVolume(name: string, { context }: Field): Field {
  return Field.root({ name, persistentVolumeClaim: { claimName: name } }, context, () => undefined);
}
