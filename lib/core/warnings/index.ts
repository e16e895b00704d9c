import { labelNameProblems } from '../manifest/names';
import type { PlainObject } from '../manifest/plain';
import { groupOf } from '../manifest/registry';
import type { ValidationContext } from '../validation/context';
import { Field } from '../validation/field';
import type { TakeInvalid } from '../validation/problem';
import * as other from './other-kinds';
import { warnOfPod } from './pod';
import { warnOfService } from './service';

type Warn = (object: Field) => void;

const workload =
  (...path: readonly string[]): Warn =>
  (object) => {
    warnOfName(object.at('metadata'));
    warnOfPod(object.in(...path));
  };

/** More completions than that, with more pods at once than that, and failures may be lost. */
const MOST_COMPLETIONS = 100_000;
const MOST_PODS = 10_000;

const WARNINGS: ReadonlyMap<string, Warn> = new Map<string, Warn>([
  ['/Endpoints', other.warnOfEndpoints],
  ['/PersistentVolume', other.warnOfVolume],
  ['/PersistentVolumeClaim', other.warnOfClaim],
  ['/Pod', workload()],
  ['/PodTemplate', (object) => warnOfPod(object.at('template'))],
  ['/ReplicationController', workload('spec', 'template')],
  ['/ResourceQuota', other.warnOfQuota],
  ['/Service', warnOfService],
  ['/ServiceAccount', other.warnOfAccount],
  ['apps/DaemonSet', (object) => warnOfPod(object.in('spec', 'template'))],
  ['apps/Deployment', workload('spec', 'template')],
  ['apps/ReplicaSet', workload('spec', 'template')],
  ['apps/StatefulSet', warnOfStatefulSet],
  ['batch/CronJob', warnOfCronJob],
  ['batch/Job', warnOfJob],
  ['discovery.k8s.io/EndpointSlice', other.warnOfSlice],
  ['networking.k8s.io/Ingress', other.warnOfIngress],
  ['networking.k8s.io/NetworkPolicy', other.warnOfPolicy],
  ['node.k8s.io/RuntimeClass', other.warnOfRuntimeClass],
  ['storage.k8s.io/CSIDriver', other.warnOfDriver],
  ['storage.k8s.io/CSIStorageCapacity', other.warnOfCapacity],
  ['storage.k8s.io/StorageClass', other.warnOfStorageClass],
]);

/**
 * What the API server takes and warns about. Fractions of bytes, variables that are set twice and API versions that go
 * have controls of their own.
 * Source: `WarningsOnCreate` of the strategies in `pkg/registry`, and what they call in `pkg/api`.
 */
export function warn(manifest: PlainObject, context: ValidationContext, take: TakeInvalid): void {
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return;
  WARNINGS.get(`${groupOf(apiVersion)}/${kind}`)?.(Field.root(manifest, context, take));
}

/** What the API server puts behind a name that it makes, and how much of `generateName` it keeps for that. */
const MADE = 'x'.repeat(5);
const KEPT = 63 - MADE.length;

function warnOfName(metadata: Field): void {
  const start = metadata.at('generateName');
  const made = metadata.at('name').isZero && !start.isZero;
  const name = made ? start : metadata.at('name');
  if (name.text === undefined) return;
  for (const needs of labelNameProblems(made ? `${name.text.slice(0, KEPT)}${MADE}` : name.text))
    name.invalid(`${needs}; pods take it as the name of their host`, 'choose a name without dots');
}

function warnOfStatefulSet(object: Field): void {
  warnOfPod(object.in('spec', 'template'));
  const limit = object.in('spec', 'revisionHistoryLimit');
  if (limit.number !== undefined && limit.number < 0)
    limit.invalid('a number from 0; below that every revision is kept', 'revisionHistoryLimit: 10');
}

function warnOfJob(object: Field): void {
  warnOfName(object.at('metadata'));
  warnOfJobSpec(object.at('spec'));
}

function warnOfCronJob(object: Field): void {
  warnOfName(object.at('metadata'));
  warnOfJobSpec(object.in('spec', 'jobTemplate', 'spec'));
}

function warnOfJobSpec(spec: Field): void {
  const [completions, pods] = [spec.at('completions').number ?? 0, spec.at('parallelism').number ?? 0];
  if (spec.at('completionMode').text === 'Indexed' && completions > MOST_COMPLETIONS && pods > MOST_PODS)
    spec
      .at('parallelism')
      .invalid(`at most ${MOST_PODS}, where there are over ${MOST_COMPLETIONS} completions`);
  warnOfPod(spec.at('template'));
}
