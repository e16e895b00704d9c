import { pathSegmentProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkRequiredName } from '../primitives/names';

/** From this version on the target's `apiVersion` has to name a group. */
const GROUP_REQUIRED = 34;

/** A reference to what is scaled or measured. @param anyGroup whether it may be of the core group */
export function checkScaleTarget(target: Field, anyGroup: boolean): void {
  if (target.isUnknown) return;
  checkRequiredName(target.at('kind'), pathSegmentProblems, 'a kind');
  checkRequiredName(target.at('name'), pathSegmentProblems, 'a name');
  const version = target.at('apiVersion');
  if (target.minor < GROUP_REQUIRED || version.isUnknown) return;
  const text = version.text ?? '';
  if (text.split('/').length > 2) version.invalid("an apiVersion such as apps/v1, with one '/'");
  else if (!anyGroup && !/^[^/]+\//.test(text))
    version.invalid('an apiVersion with a group, such as apps/v1', 'apiVersion: apps/v1');
}
