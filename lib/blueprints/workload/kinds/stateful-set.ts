import { bytesMeant, isWholeBytes } from '../../../core/manifest/bytes';
import { labelNameProblems, objectNameProblems } from '../../../core/manifest/names';
import { canonicalQuantity } from '../../../core/manifest/quantity';
import type { Suppression } from '../../../core/policy/waiver';
import type { StatefulSetUpdateStrategy } from '../../../model/api.generated';
import type { ClaimMount } from '../../../model/pod';
import type { ClaimTemplate } from '../../../model/workload';
import type { Problems } from '../../problems';
import type { VolumeNames } from '../parse/volume-names';
import { pathProblems } from '../parse/volumes';
import type { WorkloadKind } from './kind';
import type { ClaimProps, StatefulSetProps } from './props';
import { revisedOf } from './revised';

/** A StatefulSet: pods with a name and storage of their own. */
export const statefulSet: WorkloadKind<StatefulSetProps<unknown>> = {
  kind: 'StatefulSet',
  construct: 'SecureStatefulSet',
  props: 'StatefulSetProps',
  read: (props, { name, volumes }, problems) => {
    const serviceName = props.serviceName ?? `${name}-pods`;
    const fix = `serviceName: '${name.slice(0, 50)}-pods'`;
    problems.addAll('serviceName', serviceName, objectNameProblems('Service', serviceName), fix);
    if (serviceName === name)
      problems.add('serviceName', serviceName, 'another name than that of the workload', fix);
    const { controller, scaled, optOuts } = revisedOf(props, name, problems);
    const { claims, mounts } = claimsOf(props.volumes ?? {}, volumes, problems);
    return {
      controller: {
        kind: 'StatefulSet',
        ...controller,
        serviceName,
        podManagementPolicy: props.podManagement ?? 'OrderedReady',
        updateStrategy: updateOf(props.update, problems),
        claims,
        retention: {
          whenDeleted: props.retention?.whenDeleted ?? 'Retain',
          whenScaled: props.retention?.whenScaled ?? 'Retain',
        },
      },
      claims: mounts,
      ...scaled,
      suppressions: [...optOuts, ...(props.update === 'OnDelete' ? [ON_DELETE] : [])],
    };
  },
};

const ON_DELETE: Suppression = {
  control: 'rolling-update-strategy',
  reason: 'the workload asks for OnDelete: whoever deletes a pod decides when it is replaced',
  optOut: true,
};

function updateOf(update: StatefulSetProps['update'], problems: Problems): StatefulSetUpdateStrategy {
  if (update === 'OnDelete') return { type: 'OnDelete' };
  const { partition = 0 } = update ?? {};
  if (!Number.isInteger(partition) || partition < 0)
    problems.add('update.partition', partition, 'a whole number from 0', 'update: { partition: 1 }');
  return { rollingUpdate: { partition }, type: 'RollingUpdate' };
}

function claimsOf(
  props: Readonly<Record<string, ClaimProps>>,
  names: VolumeNames,
  problems: Problems,
): { claims: ClaimTemplate[]; mounts: ClaimMount[] } {
  const claims: ClaimTemplate[] = [];
  const mounts: ClaimMount[] = [];
  for (const [path, claim] of Object.entries(props)) {
    pathProblems('volumes', path, problems);
    const volume = names.nameFor('', path);
    problems.addAll('volumes', path, labelNameProblems(volume), `'/data'`);
    claims.push({ name: volume, spec: claimSpec(`volumes["${path}"]`, claim, problems) });
    mounts.push({ volume, path, readOnly: false });
  }
  return { claims, mounts };
}

function claimSpec(field: string, claim: ClaimProps, problems: Problems): ClaimTemplate['spec'] {
  const { size, class: storageClassName, mode = 'ReadWriteOnce' } = claim;
  const storage = canonicalQuantity(size);
  if (storage === undefined || storage === '0' || storage.startsWith('-'))
    problems.add(`${field}.size`, size, 'a size above zero, such as 10Gi', `size: '10Gi'`);
  else if (!isWholeBytes(storage))
    problems.add(
      `${field}.size`,
      size,
      'a whole number of bytes; m is a thousandth of one',
      `size: '${bytesMeant(size)}'`,
    );
  if (storageClassName !== undefined) {
    const texts = objectNameProblems('StorageClass', storageClassName);
    problems.addAll(`${field}.class`, storageClassName, texts, `class: 'standard'`);
  }
  return {
    accessModes: [mode],
    resources: { requests: { storage: storage ?? size } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
    volumeMode: 'Filesystem',
  };
}
