import type { Check } from '../check';
import { PROC_MOUNT_FIELDS, procMountUnconditional } from './procMount';

/** The masks of `/proc` stay, with a user namespace too. */
export const procMountRestricted: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  overrides: 'procMount',
  revisions: [{ firstMinor: 35, fields: PROC_MOUNT_FIELDS, checkPod: procMountUnconditional }],
};
