import { ModelDraft, type PlacedWorkload } from '../../model/cluster-model';
import type { Identity } from '../../model/identity';
import { Account } from '../account/account';
import { checkApiServer } from '../account/parse';
import type { BlueprintContext } from '../context';
import { Problems } from '../problems';
import { WorkloadAssembly } from '../workload/assembly';
import { cronJob } from '../workload/kinds/cron-job';
import { readWorkload } from '../workload/read';

/** What removes a binding at its end. */
export interface RemoverOptions {
  /** The namespace that it runs in: another one than that of the binding, whose holder could delete it there. */
  readonly namespace: string;
  /** The name of the CronJob and its account. */
  readonly name: string;
  /** The binding that it deletes. */
  readonly binding: { readonly name: string; readonly namespace: string };
  readonly until: Date;
  /** An image with kubectl. */
  readonly image: string;
}

/** A workload in a model of its own, with its identity. */
export interface Remover {
  readonly model: ModelDraft;
  readonly identity: Identity;
  readonly placed: PlacedWorkload;
}

/** As long as a node, or what starts Jobs, may be away: a run that was missed is made up for until then. In seconds. */
const PATIENCE = 86_400;

/**
 * A CronJob that deletes one binding at its end, by an account that may do that and nothing else.
 * @throws InvalidInputError with everything that is wrong with the options
 */
export function removerOf(options: RemoverOptions, context: BlueprintContext): Remover {
  const { namespace, name, binding, until, image } = options;
  const problems = new Problems('break-glass');
  const props = {
    image,
    command: [
      'kubectl',
      'delete',
      'rolebinding',
      binding.name,
      `--namespace=${binding.namespace}`,
      '--ignore-not-found',
      '--wait=false',
    ],
    schedule: scheduleAt(until),
    startingDeadlineSeconds: PATIENCE,
  };
  const site = { ...context, id: name, namespace, isolated: undefined, imagePullSecrets: [] };
  const workload = readWorkload(cronJob, props, site, problems);
  const grant = {
    apiGroup: 'rbac.authorization.k8s.io',
    resource: 'rolebindings',
    verbs: ['delete'],
    names: [binding.name],
    namespace: binding.namespace,
  } as const;
  checkApiServer([grant], context.cluster, problems);
  problems.throwIfAny();
  const model = new ModelDraft(context.cluster, context.policy);
  const account = new Account(
    { name, namespace, instance: name, grants: [grant], labels: {} },
    model,
    'break-glass',
  );
  const assembly = new WorkloadAssembly(workload, account.identity, model, 'break-glass');
  return { model, identity: account.identity, placed: assembly.placed };
}

/** The first full minute at or after a moment, as a schedule in UTC. It comes again a year later, and finds nothing. */
function scheduleAt(moment: Date): string {
  const at = new Date(Math.ceil(moment.getTime() / 60_000) * 60_000);
  return [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, '*'].join(' ');
}
