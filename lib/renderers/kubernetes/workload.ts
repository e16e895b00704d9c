import { clone, type PlainObject } from '../../core/manifest/plain';
import { isOptOut } from '../../core/policy/waiver';
import { CPU_LIMITS_ANNOTATION, PROFILE_ANNOTATION } from '../../core/well-known';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { JobController, Workload } from '../../model/workload';
import { claimTemplate } from './claim';
import { renderPodSpec } from './pod';
import { typeOf } from './types';

/** The object that keeps the pods of a workload. */
export function workloadObject(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  const { workload } = placed;
  // A bare pod has one set of annotations: those of its object.
  const ofPod = workload.controller.kind === 'Pod' ? workload.pod.annotations : {};
  const annotations = { ...annotationsOf(workload, model), ...ofPod };
  return {
    ...typeOf(workload.controller),
    metadata: {
      labels: { ...workload.labels },
      name: workload.name,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      namespace: workload.namespace,
    },
    spec: specOf(placed, model),
  };
}

function annotationsOf({ suppressions, annotations }: Workload, { policy }: ClusterModel): PlainObject {
  const refused = suppressions.some(
    (suppression) => suppression.control === 'cpu-limits' && isOptOut(suppression),
  );
  return {
    ...(policy.email === undefined ? {} : { email: policy.email }),
    ...(policy.development ? { [PROFILE_ANNOTATION]: policy.profile.id } : {}),
    ...(refused ? { [CPU_LIMITS_ANNOTATION]: 'refused' } : {}),
    ...annotations,
  };
}

function specOf(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  const { workload } = placed;
  const { controller, selector } = workload;
  const template = (): PlainObject => templateOf(placed, model);
  switch (controller.kind) {
    case 'Deployment': {
      const { kind: _kind, strategy, replicas, ...fields } = controller;
      return {
        strategy: clone(strategy),
        ...fields,
        ...(replicas === undefined ? {} : { replicas }),
        selector: { matchLabels: { ...selector } },
        template: template(),
      };
    }
    case 'StatefulSet': {
      const { kind: _kind, replicas, claims, retention, ...fields } = controller;
      return {
        ...clone(fields),
        ...(replicas === undefined ? {} : { replicas }),
        ...(claims.length === 0 ? {} : { persistentVolumeClaimRetentionPolicy: { ...retention } }),
        selector: { matchLabels: { ...selector } },
        template: template(),
        ...(claims.length === 0 ? {} : { volumeClaimTemplates: claims.map(claimTemplate) }),
      };
    }
    case 'DaemonSet': {
      const { kind: _kind, ...fields } = controller;
      return { ...clone(fields), selector: { matchLabels: { ...selector } }, template: template() };
    }
    case 'Job': {
      return { ...jobFields(controller), template: template() };
    }
    case 'CronJob': {
      const { kind: _kind, job, ...fields } = controller;
      return { ...fields, jobTemplate: { spec: { ...jobFields(job), template: template() } } };
    }
    case 'Pod':
    case 'Other':
      return renderPodSpec(placed, model);
  }
}

/** What a Job does with its pods, in the API's form. */
function jobFields({ kind: _kind, backoffLimit, ...fields }: JobController): PlainObject {
  return { ...clone(fields), ...(backoffLimit === undefined ? {} : { backoffLimit }) };
}

function templateOf(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  const { labels, pod } = placed.workload;
  return {
    metadata: {
      labels: { ...labels },
      ...(Object.keys(pod.annotations).length === 0 ? {} : { annotations: { ...pod.annotations } }),
    },
    spec: renderPodSpec(placed, model),
  };
}
