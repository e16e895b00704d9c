import { isPlain, listAt } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';

/** The API server takes it with a warning. Source: kube-linter, duplicate-env-var; Kubernetes documentation, EnvVar. */
export const noDuplicateEnvVars = podControl({
  id: 'no-duplicate-env-vars',
  title: 'No environment variable is set twice',
  category: 'workload',
  severity: 'low',
  why: 'The last value wins silently, so a reader of the first one assumes a wrong value.',
  fix: 'remove one of the two entries of env',
  refs: { kubeLinter: ['duplicate-env-var'], kubeScore: ['environment-variable-key-duplication'] },
  check(pod, report) {
    for (const container of pod.containers) {
      const seen = new Set<unknown>();
      for (const [index, variable] of listAt(container.spec, 'env').entries()) {
        const name = isPlain(variable) ? variable.name : variable;
        if (name !== undefined && typeof name !== 'string') {
          const unknown = { unknown: true };
          reportContainer(
            report,
            container,
            `env[${index}].name`,
            name,
            'a name that is there once',
            unknown,
          );
        } else if (seen.has(name)) {
          const finding = { finding: name };
          reportContainer(
            report,
            container,
            `env[${index}].name`,
            name,
            'a name that is there once',
            finding,
          );
        }
        seen.add(name);
      }
    }
  },
  examples: {
    good: [
      {
        container: {
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '1' },
          ],
        },
      },
    ],
    bad: [
      {
        container: {
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
      },
    ],
  },
});
