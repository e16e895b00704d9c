/** Fields of a container that no control judges. */
export const CONTAINER_FIELDS = [
  'resizePolicy',
  'restartPolicyRules',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'volumeDevices',
] as const;

/** Fields of a pod that no control judges. */
export const POD_FIELDS = [
  'activeDeadlineSeconds',
  'dnsPolicy',
  'evictionResponders',
  'hostname',
  'hostnameOverride',
  'overhead',
  'preemptionPolicy',
  'readinessGates',
  'resourceClaims',
  'resources',
  'runtimeClassName',
  'schedulerName',
  'schedulingGates',
  'schedulingGroup',
  'setHostnameAsFQDN',
  'subdomain',
  'tolerations',
  'workloadRef',
] as const;

/** Fields of a pod's security context that no control judges. */
export const POD_SECURITY_FIELDS = [
  'seLinuxChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
] as const;
