import { isAbsent, isPlain, listAt, type PlainObject, textOf } from '../../../manifest/plain';
import type { Container, Pod } from '../../../manifest/pod';
import {
  type HardenContext,
  leaveContainer,
  leavePod,
  type Problem,
  type Report,
  reportContainer,
  reportPod,
} from '../../control';

/** A volume whose files come from an image; its image is pulled like that of a container. */
export interface ImageVolume {
  readonly list: 'volumes';
  readonly index: number;
  readonly name: string;
  /** The source of the volume: `reference` and `pullPolicy`. */
  readonly spec: PlainObject;
  readonly pod: Pod;
}

/** A place of a pod that names an image. */
export type ImagePlace = Container | ImageVolume;

/** Visits every place of a pod that names an image: all containers, and the image volumes (Kubernetes 1.31). */
export function eachImage(pod: Pod, visit: (place: ImagePlace) => void): void {
  for (const container of pod.containers) visit(container);
  listAt(pod.spec, 'volumes').forEach((volume, index) => {
    if (!isPlain(volume) || isAbsent(volume.image)) return;
    const spec = isPlain(volume.image) ? volume.image : { reference: volume.image };
    visit({ list: 'volumes', index, name: textOf(volume.name), spec, pod });
  });
}

/** The image that a place names, whatever its type. */
export function imageAt(place: ImagePlace): unknown {
  return place.list === 'volumes' ? place.spec.reference : place.spec.image;
}

/** The key of the pull policy at a place. */
export function pullPolicyKey(place: ImagePlace): 'imagePullPolicy' | 'pullPolicy' {
  return place.list === 'volumes' ? 'pullPolicy' : 'imagePullPolicy';
}

/** Reports the image of a place. */
export function reportImage(
  report: Report,
  place: ImagePlace,
  needs: string,
  extra: Pick<Problem, 'fix'> = {},
): void {
  reportImageField(
    report,
    place,
    place.list === 'volumes' ? 'reference' : 'image',
    imageAt(place),
    needs,
    extra,
  );
}

/** Reports a field beside the image of a place. */
export function reportImageField(
  report: Report,
  place: ImagePlace,
  field: string,
  found: unknown,
  needs: string,
  extra: Pick<Problem, 'fix'> = {},
): void {
  if (place.list !== 'volumes') reportContainer(report, place, field, found, needs, extra);
  else {
    const path = `volumes[${place.index}].image.${field}`;
    reportPod(report, place.pod, path, found, needs, { finding: place.name, ...extra });
  }
}

/** Records a field beside the image of a place that stays as it is. */
export function leaveImageField(
  context: Pick<HardenContext, 'left'>,
  place: ImagePlace,
  field: string,
  reason: string,
): void {
  if (place.list !== 'volumes') leaveContainer(context, place, field, reason);
  else leavePod(context, place.pod, `volumes[${place.index}].image.${field}`, reason);
}
