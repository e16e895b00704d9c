import { isAbsent } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { podControl, type Report, reportContainer } from '../control';
import { fieldAt } from '../field';
import { HANDLER_OWNERS } from './shared/handlers';

/** The word, also with a path before it or inside a shell line; not `sudoers`, `--no-sudo` or `sudo.conf`. */
const SUDO = /(?<![\w.-])sudo(?![\w.-])/;

function checkWords(container: Container, report: Report, field: string, words: unknown): void {
  if (isAbsent(words)) return;
  if (!Array.isArray(words)) {
    reportContainer(report, container, field, words, 'a list of words', { finding: field });
    return;
  }
  for (let index = 0; index < words.length; index += 1) {
    const word: unknown = words[index];
    if (isAbsent(word) || (typeof word === 'string' && !SUDO.test(word))) continue;
    reportContainer(report, container, `${field}[${index}]`, word, 'a command without sudo', {
      finding: field,
    });
  }
}

/** Looks at command, args, and the commands of probes and lifecycle handlers. What a script in the image calls cannot be seen. */
export const noSudoInCommand = podControl({
  id: 'no-sudo-in-command',
  title: 'No command calls sudo',
  category: 'pod',
  severity: 'medium',
  why: 'It shows that the container needs root and that the image contains a setuid program for it, which an attacker can call too.',
  fix: 'prepare the image at build time, and run the program itself as the user of the pod',
  breaks: 'Start scripts that change owners or install packages.',
  refs: {
    kubescape: ['C-0062'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      checkWords(container, report, 'command', container.spec.command);
      checkWords(container, report, 'args', container.spec.args);
      for (const owner of HANDLER_OWNERS) {
        const words = fieldAt(container.spec, ...owner, 'exec', 'command');
        if (words !== undefined) checkWords(container, report, `${owner.join('.')}.exec.command`, words);
      }
    }
  },
  examples: {
    good: [
      { note: 'the command of the image' },
      { container: { command: ['/app/server'], args: ['--no-sudo', '--config=/etc/sudo.conf'] } },
    ],
    bad: [
      { container: { command: ['sudo', '/app/server'] } },
      { container: { command: ['/bin/sh', '-c'], args: ['apt-get update; /usr/bin/sudo chown 0 /data'] } },
      { container: { lifecycle: { postStart: { exec: { command: ['sudo', 'id'] } } } } },
      { container: { livenessProbe: { exec: { command: ['sh', '-c', 'echo "$(sudo id)"'] } } } },
      { note: 'not a list', container: { command: 'sudo id' } },
    ],
  },
});
