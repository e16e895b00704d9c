import { describeProps } from '../../lib/blueprints/description';
import { Problems } from '../../lib/blueprints/problems';
import { deployment } from '../../lib/blueprints/workload/kinds/deployment';
import type { DeploymentProps } from '../../lib/blueprints/workload/kinds/props';
import { parseWorkload } from '../../lib/blueprints/workload/parse/workload';
import { clusters } from '../../lib/core/cluster/presets';
import { type InputProblem, InvalidInputError } from '../../lib/core/errors';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import type { Workload } from '../../lib/model/workload';
import { workloadObject } from '../../lib/renderers/kubernetes/workload';

const CONTEXT = { policy: restricted(), cluster: clusters.kubeadm(), images: { images: {} } };
const PLACE = {
  id: 'web',
  namespace: 'shop',
  isolated: undefined,
  imagePullSecrets: ['of-app', 'of-namespace'],
};

/** Props as they come from JavaScript: of any form. */
export function loose(props: object): DeploymentProps {
  return JSON.parse(JSON.stringify({ image: 'a/b:v1', ...props }));
}

/** The model of props in the namespace `shop`. @throws InvalidInputError */
export function modelOf(props: DeploymentProps): Workload {
  const problems = new Problems('shop/web');
  const { shapes, required } = describeProps(deployment.props);
  problems.check(props, shapes, { required });
  problems.throwIfBroken();
  const model = parseWorkload(deployment, props, PLACE, CONTEXT, problems);
  problems.throwIfAny();
  return model;
}

/** What is wrong with props. */
export function problemsOf(props: DeploymentProps): readonly InputProblem[] {
  try {
    modelOf(props);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
}

/** The Deployment that props render to. */
export function rendered(props: Partial<DeploymentProps>): PlainObject {
  const workload = modelOf({ image: 'a/b:v1', ...props });
  const placed = { workload, identity: { name: 'web', grants: [] }, env: new Map() };
  return workloadObject(placed, new ModelDraft(CONTEXT.cluster, CONTEXT.policy));
}
