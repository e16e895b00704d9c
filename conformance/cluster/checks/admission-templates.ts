import { clone, isPlain, objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import type { Answer, Api } from '../api';
import { messageOf } from '../api';
import { until } from '../wait';
import { said, withPatch } from './admission';
import { MUTATIONS, type Mutation, type Place } from './admission-mutations';
import type { Checks } from './checks';
import POLICY from './policy.json';

/** Objects that carry the pod of a template; each with what it needs next to it. */
const KINDS: Readonly<Record<string, (template: PlainObject) => PlainObject>> = {
  Deployment: (template) => ({ selector: { matchLabels: LABELS }, template }),
  StatefulSet: (template) => ({ selector: { matchLabels: LABELS }, serviceName: 'mutant', template }),
  DaemonSet: (template) => ({ selector: { matchLabels: LABELS }, template }),
  Job: (template) => ({ template: ending(template) }),
  CronJob: (template) => ({ jobTemplate: { spec: { template: ending(template) } }, schedule: '0 3 * * *' }),
};

const LABELS = { 'app.kubernetes.io/instance': 'mutant' };
const WARNS = /would violate PodSecurity "restricted:v1\.\d+"/;
const REFUSES = /ValidatingAdmissionPolicy 'suite-templates'/;

/** The least number of templates that this suite stands for. */
const LEAST = 250;

/**
 * One field broken each in the template of every kind that makes pods, over all kinds of container: Pod Security only warns
 * of it, as it refuses the pods alone, and a ValidatingAdmissionPolicy refuses it. Everything is a dry run.
 * @param given a pod that is admitted, in a namespace of ours
 */
export async function checkTemplates(api: Api, given: PlainObject, checks: Checks): Promise<void> {
  const pod = pinned(given);
  for (const object of templatePolicy()) await api.apply(object);
  const create = (kind: string, of: PlainObject): Promise<Answer> =>
    api.create(objectOf(kind, of), { dryRun: 'All' });
  await until('the admission policy for templates', 60, async () => {
    const broken = withPatch(pod, 'container', { image: 'registry.example.com/app:v1' });
    return REFUSES.test(messageOf(await create('Deployment', broken)));
  });
  let broken = 0;
  for (const kind of Object.keys(KINDS)) {
    const whole = await create(kind, pod);
    checks.equal(`${kind} as it is`, [said(whole), whole.warnings], ['admitted', []]);
    for (const mutation of MUTATIONS) {
      for (const place of placesOf(mutation)) {
        const answer = await create(kind, withPatch(pod, place, mutation.patch));
        judge(`${kind}: ${mutation.name} in ${place ?? 'the pod'}`, answer, mutation, checks);
        broken += 1;
      }
    }
  }
  checks.count('templates of five kinds with one broken field, warned of or refused', broken);
  checks.holds('templates', broken >= LEAST, `only ${broken} of ${LEAST}`);
}

/** A pod whose images have digests, as the policy asks. */
function pinned(given: PlainObject): PlainObject {
  const pod = clone(given);
  for (const list of ['containers', 'initContainers']) {
    for (const container of objectsAt(objectAt(pod, 'spec'), list)) {
      const image = String(container.image);
      if (!image.includes('@')) container.image = `${image}@sha256:${'0'.repeat(64)}`;
    }
  }
  return pod;
}

/** Where a mutation is tried: no template has ephemeral containers, and a LimitRange judges pods alone. */
function placesOf({ judge, places }: Mutation): readonly (Exclude<Place, 'ephemeral'> | undefined)[] {
  if (judge !== 'PodSecurity' && judge !== 'policy') return [];
  if (places.length === 0) return [undefined];
  return places.flatMap((place) => (place === 'ephemeral' ? [] : [place]));
}

function judge(name: string, answer: Answer, { judge: by, says }: Mutation, checks: Checks): void {
  const warnings = answer.warnings.join('\n');
  const found = by === 'policy' ? said(answer) : warnings;
  checks.equal(`${name}: status`, answer.status, by === 'policy' ? 422 : 201);
  checks.matches(`${name}: judge`, found, by === 'policy' ? REFUSES : WARNS);
  checks.matches(`${name}: message`, found, says);
}

function objectOf(kind: string, pod: PlainObject): PlainObject {
  const template = { metadata: { labels: LABELS }, spec: clone(objectAt(pod, 'spec')) ?? {} };
  return {
    apiVersion: kind.endsWith('Job') ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'mutant', namespace: objectAt(pod, 'metadata')?.namespace },
    spec: KINDS[kind]?.(template) ?? {},
  };
}

function ending(template: PlainObject): PlainObject {
  return { ...template, spec: { ...objectAt(template, 'spec'), restartPolicy: 'Never' } };
}

/** The policy of the suite, asked of the pods in templates. */
function templatePolicy(): PlainObject[] {
  const resources = [
    { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments', 'statefulsets', 'daemonsets'] },
    { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs', 'cronjobs'] },
  ];
  const pod =
    "object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec";
  return POLICY.map((object): PlainObject => {
    const copy: PlainObject = JSON.parse(
      JSON.stringify(object, (key, value: unknown) => {
        if (key === 'name' || key === 'policyName') return 'suite-templates';
        if (key === 'resourceRules')
          return resources.map((rule) => ({ ...rule, operations: ['CREATE', 'UPDATE'] }));
        return key === 'expression' && typeof value === 'string'
          ? value
              .replace(/ && object\.spec\.\?ephemeralContainers.*$/, '')
              .replaceAll('object.spec.', 'variables.pod.')
          : value;
      }),
    );
    if (isPlain(copy.spec) && 'validations' in copy.spec)
      copy.spec.variables = [{ name: 'pod', expression: pod }];
    return copy;
  });
}
