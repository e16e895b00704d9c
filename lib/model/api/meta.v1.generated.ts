// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from '../text';

/** `meta.v1.LabelSelector` of the Kubernetes API. */
export type LabelSelector = {
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
  readonly matchLabels?: { readonly [key: string]: Text };
};

/** `meta.v1.LabelSelectorRequirement` of the Kubernetes API. */
export type LabelSelectorRequirement = {
  readonly key: Text;
  readonly operator: Text;
  readonly values?: readonly Text[];
};

/** `meta.v1.ManagedFieldsEntry` of the Kubernetes API. */
export type ManagedFieldsEntry = {
  readonly apiVersion?: Text;
  readonly fieldsType?: Text;
  readonly fieldsV1?: { readonly [key: string]: unknown };
  readonly manager?: Text;
  readonly operation?: Text;
  readonly subresource?: Text;
  readonly time?: string;
};

/** `meta.v1.ObjectMeta` of the Kubernetes API. */
export type ObjectMeta = {
  readonly annotations?: { readonly [key: string]: Text };
  readonly creationTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly Text[];
  readonly generateName?: Text;
  readonly generation?: number;
  readonly labels?: { readonly [key: string]: Text };
  readonly managedFields?: readonly ManagedFieldsEntry[];
  readonly name?: Text;
  readonly namespace?: Text;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly resourceVersion?: Text;
  readonly selfLink?: Text;
  readonly uid?: Text;
};

/** `meta.v1.OwnerReference` of the Kubernetes API. */
export type OwnerReference = {
  readonly apiVersion: Text;
  readonly blockOwnerDeletion?: boolean;
  readonly controller?: boolean;
  readonly kind: Text;
  readonly name: Text;
  readonly uid: Text;
};
