// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

export type * from './apps.v1.generated';
export type * from './autoscaling.v2.generated';
export type * from './batch.v1.generated';
export type * from './core.v1.generated';
export type * from './meta.v1.generated';
