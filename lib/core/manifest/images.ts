import { isAbsent, isPlain, listAt, type PlainObject, textOf } from './plain';
import type { Container, Pod } from './pod';

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

/** The field that names the image at a place. */
export function imageKey(place: ImagePlace): 'image' | 'reference' {
  return place.list === 'volumes' ? 'reference' : 'image';
}

/** The image that a place names, whatever its type. */
export function imageAt(place: ImagePlace): unknown {
  return place.spec[imageKey(place)];
}
