import { isAbsent } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';

const FIELDS = ['stdin', 'stdinOnce', 'tty'];

/** Ephemeral containers count. Source: Kubernetes API, Container, stdin and tty. */
export const noInteractiveTty = podControl({
  id: 'no-interactive-tty',
  title: 'No container keeps standard input or a terminal open',
  category: 'pod',
  severity: 'low',
  why: 'An open standard input can keep a shell alive that anyone who can attach can take over; the audit log shows only the attach request.',
  fix: 'remove stdin, stdinOnce and tty',
  breaks: 'Programs that end when their input is closed: give them their long-running command.',
  refs: {
    gatekeeper: ['disallowinteractive'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      for (const field of FIELDS) {
        const found = container.spec[field];
        if (isAbsent(found) || found === false) continue;
        reportContainer(report, container, field, found, 'false, or not set', { finding: field });
      }
    }
  },
  examples: {
    good: [{ note: 'the defaults are false' }, { container: { stdin: false, tty: false } }],
    bad: [
      { container: { stdin: true } },
      { container: { stdinOnce: true } },
      { container: { tty: true } },
      { note: 'text is not a boolean', container: { tty: 'false' } },
    ],
  },
});
