import { isAbsent } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';
import { envVars } from './shared/env-vars';

const VARIABLE = 'DISABLE_OPA';

/** Values that leave the policy on. */
const HARMLESS: readonly unknown[] = ['', '0', 'false', 'no'];

/** Variables that come from a ConfigMap or Secret as a whole (`envFrom`) are not seen. Source: Kyverno `check-env-vars`. */
export const noOpaDisableVariable = podControl({
  id: 'no-opa-disable-variable',
  title: 'No container disables Open Policy Agent',
  category: 'pod',
  severity: 'medium',
  why: 'Programs that use Open Policy Agent skip it if DISABLE_OPA is true: every request is allowed.',
  fix: 'remove DISABLE_OPA from env',
  refs: {
    kyverno: ['check-env-vars'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      for (const { path, name, value } of envVars(container, VARIABLE)) {
        if (name !== VARIABLE) reportContainer(report, container, path, name, 'a variable with a name');
        else {
          const off = typeof value === 'string' ? value.trim().toLowerCase() : value;
          if (isAbsent(off) || HARMLESS.includes(off)) continue;
          reportContainer(report, container, path, value, `no variable ${VARIABLE}`, { finding: VARIABLE });
        }
      }
    }
  },
  examples: {
    good: [
      { container: { env: [{ name: 'LOG_LEVEL', value: 'info' }] } },
      { note: 'left on', container: { env: [{ name: 'DISABLE_OPA', value: 'false' }] } },
      { note: 'empty', container: { env: [{ name: 'DISABLE_OPA' }] } },
    ],
    bad: [
      { container: { env: [{ name: 'DISABLE_OPA', value: 'true' }] } },
      { note: 'in capitals', container: { env: [{ name: 'DISABLE_OPA', value: 'TRUE' }] } },
      {
        note: 'nobody knows',
        container: {
          env: [{ name: 'DISABLE_OPA', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }],
        },
      },
      { note: 'no name', container: { env: [{ value: 'true' }] } },
      { note: 'not a list', container: { env: 'DISABLE_OPA=true' } },
    ],
  },
});
