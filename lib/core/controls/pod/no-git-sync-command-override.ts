import { podControl, reportContainer } from '../control';
import { envVars } from './shared/env-vars';

const VARIABLE = 'GITSYNC_GIT';

/** Variables that come from a ConfigMap or Secret as a whole (`envFrom`) are not seen. Source: Checkov CKV_K8S_159. */
export const noGitSyncCommandOverride = podControl({
  id: 'no-git-sync-command-override',
  title: 'git-sync runs its own git',
  category: 'pod',
  severity: 'high',
  why: 'The variable names the program that git-sync runs instead of git: anyone who can set it can run any command in the pod of the application.',
  fix: 'remove GITSYNC_GIT from env',
  refs: {
    checkov: ['CKV_K8S_159'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      for (const { path, name, value } of envVars(container, VARIABLE)) {
        if (name === VARIABLE) {
          reportContainer(report, container, path, value ?? '', `no variable ${VARIABLE}`, {
            finding: VARIABLE,
          });
        } else reportContainer(report, container, path, name, 'a variable with a name');
      }
    }
  },
  examples: {
    good: [{ container: { env: [{ name: 'GITSYNC_REPO', value: 'https://git.example.com/shop.git' }] } }],
    bad: [
      { container: { env: [{ name: 'GITSYNC_GIT', value: '/tmp/script' }] } },
      {
        note: 'from wherever',
        container: {
          env: [{ name: 'GITSYNC_GIT', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }],
        },
      },
      {
        note: 'init containers count',
        spec: {
          initContainers: [
            { name: 'sync', image: 'git-sync:v4', env: [{ name: 'GITSYNC_GIT', value: 'sh' }] },
          ],
        },
      },
      { note: 'no name', container: { env: [{ name: 7 }] } },
      { note: 'not a list', container: { env: { GITSYNC_GIT: 'sh' } } },
    ],
  },
});
