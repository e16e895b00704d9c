import { fieldsOf } from '../../description';
import type { Problems } from '../../problems';
import type { ExposeProps } from './props';

/** What takes requests where nobody says more. */
type ExposeType = NonNullable<ExposeProps['type']>;

/** The props of each type. */
const PROPS: Readonly<Record<ExposeType, string>> = {
  Gateway: 'GatewayExposeProps',
  Ingress: 'IngressExposeProps',
  LoadBalancer: 'ServiceExposeProps',
  NodePort: 'ServiceExposeProps',
};

/** Refuses what another type has, in programs that no compiler looked at. */
export function refuseOthers(props: ExposeProps<unknown>, field: string, problems: Problems): void {
  const { type = 'Gateway' } = props;
  const own = fieldsOf({ extends: [PROPS[type]] }).object;
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || Object.hasOwn(own, name)) continue;
    const able = Object.entries(PROPS).filter(([, other]) =>
      Object.hasOwn(fieldsOf({ extends: [other] }).object, name),
    );
    // What no type has is found by its form.
    if (able.length === 0) continue;
    const types = able.map(([one]) => one).join(' or ');
    problems.add(
      `${field}.${name}`,
      value,
      `no ${name} where type is ${type}: it is for ${types}`,
      `leave ${name} out`,
    );
  }
}
