/** The types that Pod Security allows, as of v1.31. */
const CONTAINER_TYPES: ReadonlySet<unknown> = new Set([
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);

/** Whether a value is an SELinux type for containers. */
export function isContainerType(value: unknown): value is string {
  return CONTAINER_TYPES.has(value);
}

/** Whether a field of seLinuxOptions may be what it is: the type one of containers, user and role not set. */
export function seLinuxFieldIsGood(field: 'type' | 'user' | 'role', value: unknown): boolean {
  return value === undefined || value === '' || (field === 'type' && isContainerType(value));
}
