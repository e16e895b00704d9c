import type { Field } from '../validation/field';
import { warnOfAddress } from './addresses';
import {
  warnOfAnnotations,
  warnOfExpressions,
  warnOfGoneSources,
  warnOfNodeLabel,
  warnOfNodeLabels,
} from './old';
import { warnOfPaths } from './paths';
import { warnOfPorts } from './ports';

const OLD_ANNOTATIONS = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'priorityClassName',
  'security.alpha.kubernetes.io/sysctls': 'securityContext.sysctls',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'securityContext.sysctls',
};
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const LISTS = ['initContainers', 'containers', 'ephemeralContainers'];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** What the API server warns about in a pod or a template of one. Source: `warningsForPodSpecAndMeta`. */
export function warnOfPod(pod: Field): void {
  const [annotations, spec] = [pod.in('metadata', 'annotations'), pod.at('spec')];
  const containers = LISTS.flatMap((list) => [...spec.at(list).items()]);
  warnOfAnnotations(annotations, OLD_ANNOTATIONS);
  warnOfProfiles(annotations, spec, containers);
  warnOfPlacement(spec);
  for (const volume of spec.at('volumes').items()) {
    warnOfGoneSources(volume);
    warnOfPaths(volume);
  }
  warnOfPorts(containers);
  warnOfTwice(spec.at('hostAliases'), 'ip');
  warnOfTwice(spec.at('imagePullSecrets'), 'name');
  for (const secret of spec.at('imagePullSecrets').items())
    if (secret.at('name').isZero) secret.at('name').required('the name of a Secret');
  const grace = spec.at('terminationGracePeriodSeconds');
  if (grace.number !== undefined && grace.number < 0)
    grace.invalid('seconds from 0; a negative value counts as 1', 'terminationGracePeriodSeconds: 1');
  for (const address of spec.in('dnsConfig', 'nameservers').items()) warnOfAddress(address);
  for (const alias of spec.at('hostAliases').items()) warnOfAddress(alias.at('ip'));
}

function warnOfTwice(list: Field, key: string): void {
  const seen = new Set<string>();
  for (const item of list.items()) {
    const { text } = item.at(key);
    if (text === undefined) continue;
    if (seen.has(text)) item.at(key).duplicate('each once: of two, one may be lost when applied');
    seen.add(text);
  }
}

function warnOfProfiles(annotations: Field, spec: Field, containers: readonly Field[]): void {
  const context = spec.at('securityContext');
  const wanted = 'in place of the annotation';
  if (annotations.at(SECCOMP_POD).isSet && !context.at('seccompProfile').isSet)
    annotations.at(SECCOMP_POD).invalid(`securityContext.seccompProfile ${wanted}, which nothing reads`);
  for (const container of containers) {
    const [name, own] = [container.at('name').text ?? '', container.at('securityContext')];
    const seccomp = annotations.at(`${SECCOMP}${name}`);
    if (seccomp.isSet && !own.at('seccompProfile').isSet)
      seccomp.invalid(`securityContext.seccompProfile of container ${name} ${wanted}, which nothing reads`);
    const appArmor = annotations.at(`${APP_ARMOR}${name}`);
    if (
      appArmor.isSet &&
      !own.at('appArmorProfile').isSet &&
      !isSaid(appArmor, context.at('appArmorProfile'), spec.path !== 'spec')
    )
      appArmor.invalid(`securityContext.appArmorProfile of container ${name} ${wanted}`);
  }
}

/** Whether the pod says in its field what an annotation of AppArmor says; before 1.34 any profile of a template counted. */
function isSaid(annotation: Field, profile: Field, isTemplate: boolean): boolean {
  if (!profile.isSet || profile.isUnknown || (isTemplate && profile.minor < 34)) return profile.isSet;
  const [type, local] = [profile.at('type').text, profile.at('localhostProfile').text];
  switch (annotation.text) {
    case 'runtime/default':
      return type === 'RuntimeDefault';
    case 'unconfined':
      return type === 'Unconfined';
    default:
      return type === 'Localhost' && annotation.text === `localhost/${local ?? ''}`;
  }
}

function warnOfPlacement(spec: Field): void {
  warnOfNodeLabels(spec.at('nodeSelector'));
  const affinity = spec.at('affinity');
  for (const term of affinity.in('nodeAffinity', REQUIRED, 'nodeSelectorTerms').items())
    warnOfExpressions(term);
  for (const term of affinity.in('nodeAffinity', PREFERRED).items())
    warnOfExpressions(term.at('preference'), true);
  for (const constraint of spec.at('topologySpreadConstraints').items()) {
    warnOfNodeLabel(constraint.at('topologyKey'));
    warnOfNoSelector(constraint);
  }
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    for (const term of affinity.in(kind, REQUIRED).items()) warnOfNoSelector(term);
    for (const term of affinity.in(kind, PREFERRED).items()) warnOfNoSelector(term.at('podAffinityTerm'));
  }
}

function warnOfNoSelector(term: Field): void {
  const selector = term.at('labelSelector');
  if (!term.isUnknown && !selector.isSet)
    selector.required(
      'a selector: without one no pod is meant',
      'labelSelector: { matchLabels: { app: web } }',
    );
}
