/** Tells on a Namespace and on a workload that CPU limits were refused there. */
export const CPU_LIMITS_ANNOTATION = 'bulwark/cpu-limits';
