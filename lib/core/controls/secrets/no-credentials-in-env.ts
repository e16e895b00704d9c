import { isOpaque, isPlain, listAt, stringAt } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { podControl, type Report, reportContainer } from '../control';
import { credentialIn } from './shared/credentials';

const NEEDS = 'a reference to a Secret';

function checkVariables(container: Container, report: Report): void {
  for (const [index, variable] of listAt(container.spec, 'env').entries()) {
    if (!isPlain(variable)) continue;
    const name = stringAt(variable, 'name');
    if (isOpaque(variable.value)) {
      reportContainer(report, container, `env[${index}].value`, variable.value, NEEDS, { finding: name });
    }
    if (typeof variable.value !== 'string') continue;
    const found = credentialIn(name, variable.value);
    if (found === undefined) continue;
    reportContainer(report, container, `env[${index}].value`, `${found}, which is not shown`, NEEDS, {
      finding: name,
    });
  }
}

/** `--password=…`, `-password …` and strings whose form is that of a credential. */
function checkArguments(container: Container, field: 'command' | 'args', report: Report): void {
  const words = listAt(container.spec, field);
  for (const [index, word] of words.entries()) {
    if (isOpaque(word)) reportContainer(report, container, `${field}[${index}]`, word, NEEDS);
    if (typeof word !== 'string') continue;
    const [, joined, value] = /^--?([\w.-]+)=(.*)$/s.exec(word) ?? [];
    const before = words[index - 1];
    const option = typeof before === 'string' ? /^--?([\w.-]+)$/.exec(before)?.[1] : undefined;
    const found =
      joined === undefined || value === undefined
        ? credentialIn(word.startsWith('-') ? undefined : option, word)
        : credentialIn(joined, value);
    if (found === undefined) continue;
    reportContainer(report, container, `${field}[${index}]`, `${found}, which is not shown`, NEEDS, {
      finding: `${field}[${joined ?? option ?? index}]`,
    });
  }
}

/** The value never is in the finding. Source: Polaris sensitiveContainerEnvVar; Kubescape C-0012; OWASP Kubernetes Top Ten K03. */
export const noCredentialsInEnv = podControl({
  id: 'no-credentials-in-env',
  title: 'No credentials are in the environment, the command or the arguments',
  category: 'secrets',
  severity: 'high',
  why: 'Anyone who can read the workload, its git history or the output of a build can read the password too.',
  fix: 'write valueFrom: { secretKeyRef: { name: db, key: password } } in place of the value, or mount the Secret',
  code: "env: { DB_PASSWORD: { secret: 'db', key: 'password' } }",
  breaks: 'Values that only look like credentials: waive the finding for that name.',
  refs: {
    kubescape: ['C-0012', 'C-0259'],
    kubeLinter: ['env-var-secret'],
    polaris: ['sensitiveContainerEnvVar'],
    owasp: ['K03'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      checkVariables(container, report);
      checkArguments(container, 'command', report);
      checkArguments(container, 'args', report);
    }
  },
  examples: {
    good: [
      { container: { env: [{ name: 'LOG_LEVEL', value: 'info' }] } },
      {
        note: 'a reference',
        container: {
          env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
        },
      },
      {
        note: 'where it is, not what it is',
        container: { env: [{ name: 'DB_PASSWORD_FILE', value: '/run/db' }] },
      },
      {
        note: 'put together from others',
        container: { args: ['--dsn=postgres://app:$(DB_PASSWORD)@db:5432/app'] },
      },
    ],
    bad: [
      { container: { env: [{ name: 'DB_PASSWORD', value: 'not-a-real-one' }] } },
      {
        note: 'a password in a URL',
        container: { env: [{ name: 'DSN', value: 'postgres://app:example@db/app' }] },
      },
      { container: { args: ['--admin-password=not-a-real-one'] } },
      { note: 'in two words', container: { command: ['serve', '--token', 'not-a-real-one'] } },
    ],
  },
});
