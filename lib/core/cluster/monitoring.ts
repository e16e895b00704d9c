import {
  labelKeyProblems,
  labelNameProblems,
  labelValueProblems,
  objectNameProblems,
} from '../manifest/names';
import { isPlain } from '../manifest/plain';
import { fitsWhole, mapOf, objectOf, type Shape, text } from '../shape';

/** The pods that collect metrics, such as those of Prometheus. */
export interface MonitoringProfile {
  readonly namespace: string;
  /** Labels of its pods; at least one. */
  readonly labels: Readonly<Record<string, string>>;
  /** The ServiceAccount of its pods, by which a mesh knows them. @default not known: a mesh refuses what they ask */
  readonly account?: string;
  /** The Prometheus Operator. @default not known: PodMonitors and ServiceMonitors are an error that asks for it */
  readonly operator?: {
    /** Labels that its Prometheus selects monitors by, such as `release: 'kube-prometheus-stack'`. @default none: it selects all */
    readonly labels?: Readonly<Record<string, string>>;
  };
}

function labelled(needs: string, sample: string, least: number): Shape {
  return {
    ...mapOf(text),
    needs,
    sample,
    fits: (value) =>
      isPlain(value) &&
      Object.keys(value).length >= least &&
      Object.entries(value).every(
        ([key, found]) =>
          labelKeyProblems(key).length === 0 &&
          // What is no text is named by its key.
          (typeof found !== 'string' || labelValueProblems(found).length === 0),
      ),
  };
}

/** What monitoring looks like. */
export const MONITORING: Shape = objectOf(
  {
    namespace: {
      needs: 'the name of a namespace',
      sample: `'monitoring'`,
      fits: (value) => typeof value === 'string' && labelNameProblems(value).length === 0,
    },
    labels: labelled('at least one label of its pods', `{ 'app.kubernetes.io/name': 'prometheus' }`, 1),
    account: {
      needs: 'the name of a ServiceAccount of its own',
      sample: `'prometheus'`,
      fits: (value) =>
        typeof value === 'string' &&
        value !== 'default' &&
        objectNameProblems('ServiceAccount', value).length === 0,
    },
    operator: objectOf({
      labels: labelled('labels of monitors', `{ release: 'kube-prometheus-stack' }`, 0),
    }),
  },
  ['namespace', 'labels'],
);

/** Whether a value is the monitoring of a cluster. */
export function isMonitoring(value: unknown): value is MonitoringProfile {
  return fitsWhole(value, MONITORING);
}
