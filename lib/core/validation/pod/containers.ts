import { labelNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkOneOf } from '../primitives/lists';
import { checkRequiredName } from '../primitives/names';
import { checkRequired, hasOuterSpace } from '../primitives/text';
import { checkEnv, checkEnvFrom } from './env';
import { checkLifecycle } from './lifecycle';
import { checkDevices, checkMounts } from './mounts';
import { checkContainerPorts, checkHostPorts } from './ports';
import { checkProbes } from './probes';
import { checkInitResizePolicy, checkResizePolicy } from './resize-policy';
import { checkResources } from './resources';
import { checkContainerRestart } from './restart-rules';
import type { PodScope } from './scope';
import { checkContainerSecurity } from './security-context';

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** The containers, init containers and ephemeral containers of a pod. */
export function checkContainers(scope: PodScope): void {
  const { spec } = scope;
  const [containers, inits, ephemerals] = [
    spec.at('containers').items(),
    spec.at('initContainers').items(),
    spec.at('ephemeralContainers').items(),
  ];
  if (spec.at('containers').isZero)
    spec.at('containers').required('at least one container', 'add a container');
  const names = new Set<string>();
  for (const container of containers) checkContainer(container, scope, names);
  checkHostPorts(containers);
  for (const container of inits) checkInitContainer(container, scope, names);
  const targets = new Set(names);
  for (const container of ephemerals) checkEphemeralContainer(container, scope, names, targets);
}

function checkContainer(container: Field, scope: PodScope, names: Set<string>): void {
  if (container.isUnknown) return;
  checkCommon(container, scope, names);
  checkLifecycle(container, scope);
  checkProbes(container, scope);
  checkContainerRestart(container, false);
}

/** Fields that an init container has only where it restarts always, as a sidecar. */
const OF_SIDECARS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

function checkInitContainer(container: Field, scope: PodScope, names: Set<string>): void {
  if (container.isUnknown) return;
  checkCommon(container, scope, names);
  checkContainerRestart(container, true);
  checkHostPorts([container]);
  const policy = container.at('restartPolicy');
  if (policy.isUnknown) return;
  if (policy.text === 'Always') {
    checkLifecycle(container, scope);
    checkProbes(container, scope);
    return;
  }
  for (const name of OF_SIDECARS) {
    const field = container.at(name);
    if (field.isSet && !isStopSignal(field))
      field.forbidden(
        'none in an init container, unless its restartPolicy is Always',
        'remove the field, or write restartPolicy: Always',
      );
  }
  checkInitResizePolicy(container.at('resizePolicy'));
}

/** Whether it is a lifecycle of nothing but a stopSignal, which is dropped: its feature is off. */
function isStopSignal(field: Field): boolean {
  const set = field.entries().filter(({ key }) => field.at(key).isSet);
  return field.key === 'lifecycle' && set.length === 1 && set[0]?.key === 'stopSignal';
}

/** Fields that an ephemeral container must not have. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

function checkEphemeralContainer(
  container: Field,
  scope: PodScope,
  names: Set<string>,
  targets: ReadonlySet<string>,
): void {
  if (container.isUnknown) return;
  checkCommon(container, scope, names);
  checkImageSpace(container.at('image'));
  const target = container.at('targetContainerName');
  if (target.text !== undefined && target.text !== '' && !targets.has(target.text))
    target.invalid('the name of a container or init container of the pod');
  for (const name of NOT_EPHEMERAL) {
    const field = container.at(name);
    if (name === 'resources' ? !field.isZero : field.isSet) field.forbidden('none in an ephemeral container');
  }
  for (const mount of container.at('volumeMounts').items()) {
    for (const name of ['subPath', 'subPathExpr'])
      if (!mount.at(name).isZero && !mount.isUnknown)
        mount.at(name).forbidden('none in an ephemeral container');
  }
}

/** What holds for containers of every sort. Source: `validateContainerCommon`. */
function checkCommon(container: Field, scope: PodScope, names: Set<string>): void {
  checkName(container.at('name'), names);
  const image = container.at('image');
  if (checkRequired(image, 'an image') && scope.isPod) checkImageSpace(image);
  checkOneOf(container.at('terminationMessagePolicy'), MESSAGE_POLICIES);
  checkOneOf(container.at('imagePullPolicy'), PULL_POLICIES);
  checkContainerPorts(container.at('ports'));
  checkEnv(container.at('env'), scope);
  checkEnvFrom(container.at('envFrom'));
  checkMounts(container, scope);
  checkDevices(container, scope);
  checkResources(container.at('resources'), scope.claims);
  checkResizePolicy(container.at('resizePolicy'), scope);
  checkContainerSecurity(container.at('securityContext'), scope);
}

function checkName(name: Field, names: Set<string>): void {
  checkRequiredName(name, labelNameProblems, 'a name');
  if (name.text === undefined || name.text === '') return;
  if (names.has(name.text)) name.duplicate('a name of its own in the pod', 'choose another name', true);
  names.add(name.text);
}

/** Templates may have spaces around an image, for platforms that put one there; pods may not. */
function checkImageSpace(image: Field): void {
  if (image.text !== undefined && hasOuterSpace(image.text))
    image.invalid('an image without space around it');
}
