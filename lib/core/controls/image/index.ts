import type { Control } from '../control';
import { imagePinnedToDigest } from './image-pinned-to-digest';
import { imagePullPolicyAlways } from './image-pull-policy-always';
import { imagesFromAllowedRegistries } from './images-from-allowed-registries';
import { noDeprecatedKubernetesRegistry } from './no-deprecated-kubernetes-registry';
import { noLatestTag } from './no-latest-tag';
import { registryAllowListUnambiguous } from './registry-allow-list-unambiguous';

/** The controls of the category image, one a file, in the order of the catalogue. */
export const imageControls = [
  imagePinnedToDigest,
  noLatestTag,
  imagePullPolicyAlways,
  imagesFromAllowedRegistries,
  noDeprecatedKubernetesRegistry,
  registryAllowListUnambiguous,
] as const satisfies readonly Control[];
