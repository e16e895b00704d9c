import { fitsWhole, flag, objectOf, type Shape } from '../shape';

/** The fewest processes that a limit may leave a pod: programs with threads do not start with less. */
const FEWEST_PIDS = 64;
/** What the kernel has room for at most. */
const MOST_PIDS = 4_194_304;

/** What the kubelets of your nodes are told beside what is always right. */
export interface KubeletProfile {
  /** Processes and threads that a pod may have at a time, so that one pod cannot use up those of its node. @default 4096 */
  readonly podPidsLimit?: number;
  /**
   * Whether kubelets ask the cluster for the certificate that they serve. Somebody has to approve what they ask, or `kubectl logs`
   * and `exec` stop. @default false: each kubelet signs its own
   */
  readonly serverTLSBootstrap?: boolean;
  /** Whether a kubelet refuses to start where sysctls of the kernel are not those that it needs. @default false: it sets them */
  readonly protectKernelDefaults?: boolean;
}

/** What kubelets are told. */
export const KUBELET: Shape = objectOf({
  podPidsLimit: {
    needs: `a whole number from ${FEWEST_PIDS} to ${MOST_PIDS}`,
    sample: '4096',
    fits: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= FEWEST_PIDS && value <= MOST_PIDS,
  },
  serverTLSBootstrap: flag,
  protectKernelDefaults: flag,
});

/** Whether a value says what kubelets are told. */
export function isKubelet(value: unknown): value is KubeletProfile {
  return fitsWhole(value, KUBELET);
}
