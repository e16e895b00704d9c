import { objectNameProblems } from '../../../core/manifest/names';
import type { Suppression } from '../../../core/policy/waiver';
import type { StatefulSetUpdateStrategy } from '../../../model/api';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { WorkloadKind } from './kind';
import { refuseSeveral } from './one-pod';
import type { StatefulSetProps } from './props';
import { revisedOf } from './revised';

/** A StatefulSet: pods with a name and storage of their own. */
export const statefulSet: WorkloadKind<StatefulSetProps<unknown>> = {
  kind: 'StatefulSet',
  construct: 'SecureStatefulSet',
  props: 'StatefulSetProps',
  read: (props, { name, storage }, problems) => {
    const serviceName = props.serviceName ?? `${name}-pods`;
    const fix = `serviceName: '${name.slice(0, 50)}-pods'`;
    problems.addAll('serviceName', serviceName, objectNameProblems('Service', serviceName), fix);
    if (serviceName === name)
      problems.add('serviceName', serviceName, 'another name than that of the workload', fix);
    const { controller, scaled, optOuts } = revisedOf(props, name, problems);
    refuseSeveral(props, storage.exclusive, problems);
    return {
      controller: {
        kind: 'StatefulSet',
        ...controller,
        serviceName,
        podManagementPolicy: props.podManagement ?? 'OrderedReady',
        updateStrategy: updateOf(props.update, problems),
        claims: storage.claims,
        retention: {
          whenDeleted: props.retention?.whenDeleted ?? 'Retain',
          whenScaled: props.retention?.whenScaled ?? 'Retain',
        },
      },
      ...scaled,
      suppressions: [...optOuts, ...(props.update === 'OnDelete' ? [ON_DELETE] : [])],
    };
  },
};

const ON_DELETE: Suppression = {
  control: 'rolling-update-strategy',
  reason: 'the workload asks for OnDelete: anyone who deletes a pod decides when it is replaced',
  optOut: true,
};

function updateOf(update: StatefulSetProps['update'], problems: Problems): StatefulSetUpdateStrategy {
  if (update === 'OnDelete') return { type: 'OnDelete' };
  const { partition = 0 } = update ?? {};
  wholeNumber('update.partition', partition, 0, problems);
  return { rollingUpdate: { partition }, type: 'RollingUpdate' };
}
