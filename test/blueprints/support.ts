import { Problems } from '../../lib/blueprints/problems';
import type { WorkloadModel } from '../../lib/blueprints/workload/model';
import { parseWorkload } from '../../lib/blueprints/workload/parse/workload';
import type { WorkloadProps } from '../../lib/blueprints/workload/props';
import { deploymentObject } from '../../lib/blueprints/workload/render/objects';
import { clusters } from '../../lib/core/cluster/presets';
import { type InputProblem, InvalidInputError } from '../../lib/core/errors';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';

const CONTEXT = { policy: restricted(), cluster: clusters.kubeadm(), images: { images: {} } };
const PLACE = { id: 'web', namespace: 'shop', imagePullSecrets: ['of-app', 'of-namespace'] };

/** Props as they come from JavaScript: of any form. */
export function loose(props: object): WorkloadProps {
  return JSON.parse(JSON.stringify({ image: 'a/b:v1', ...props }));
}

/** The model of props in the namespace `shop`. @throws InvalidInputError */
export function modelOf(props: WorkloadProps): WorkloadModel {
  const problems = new Problems('shop/web');
  const model = parseWorkload(props, PLACE, CONTEXT, problems);
  problems.throwIfAny();
  return model;
}

/** What is wrong with props. */
export function problemsOf(props: WorkloadProps): readonly InputProblem[] {
  try {
    modelOf(props);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
}

/** The Deployment that props render to. */
export function rendered(props: Partial<WorkloadProps>): PlainObject {
  const wiring = { env: new Map(), account: 'web', token: false };
  return deploymentObject(modelOf({ image: 'a/b:v1', ...props }), wiring);
}
