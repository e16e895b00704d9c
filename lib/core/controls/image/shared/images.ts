import { type ImagePlace, imageAt, imageKey } from '../../../manifest/images';
import {
  type HardenContext,
  leaveContainer,
  leavePod,
  type Problem,
  type Report,
  reportContainer,
  reportPod,
} from '../../control';

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
  reportImageField(report, place, imageKey(place), imageAt(place), needs, extra);
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
