import { fitsWhole, objectOf, type Shape, text } from '../shape';

/** What of a control plane can be configured. */
export const CONTROL_PLANE_SETTINGS = ['encryption', 'audit', 'admission', 'authentication'] as const;

/** Something of a control plane that can be configured: by files of the API server, where nobody closes them. */
export type ControlPlaneSetting = (typeof CONTROL_PLANE_SETTINGS)[number];

/** A control plane that somebody else runs. */
export interface ControlPlaneProfile {
  /** Who runs it, such as `Amazon EKS`. */
  readonly by: string;
  /** What its API server takes no file for, and what does the same there. @default nothing is closed */
  readonly closed?: Readonly<Partial<Record<ControlPlaneSetting, string>>>;
}

/** What a control plane looks like that somebody else runs. */
export const CONTROL_PLANE: Shape = objectOf(
  {
    by: { ...text, needs: 'who runs it', sample: `'Amazon EKS'` },
    closed: objectOf(Object.fromEntries(CONTROL_PLANE_SETTINGS.map((name) => [name, text]))),
  },
  ['by'],
);

/** Whether a value says who runs a control plane. */
export function isControlPlane(value: unknown): value is ControlPlaneProfile {
  return fitsWhole(value, CONTROL_PLANE);
}
