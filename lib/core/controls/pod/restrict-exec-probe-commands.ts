import { isAbsent } from '../../manifest/plain';
import { type Container, isLongRunning } from '../../manifest/pod';
import { podControl, reportContainer } from '../control';
import { fieldAt } from '../field';

export interface Params {
  /** Names of programs that a probe may not run. */
  readonly commands: readonly string[];
}

const DEFAULTS: Params = { commands: ['jcmd', 'jmap', 'jps', 'jstack', 'ls', 'pgrep', 'ps', 'top'] };

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Programs that run the words behind them. */
const RUNNERS: readonly string[] = [
  'ash',
  'bash',
  'busybox',
  'dash',
  'env',
  'ksh',
  'nice',
  'sh',
  'timeout',
  'xargs',
  'zsh',
];

const SEPARATORS = /[\s;|&(){}`$!"'=]+/;

/** The name of a program, without its folder. */
function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** The refused program that a command runs, also inside of a shell's script; undefined where there is none. */
function refused(command: readonly string[], params: Params): string | undefined {
  const first = baseName(command[0] ?? '');
  if (params.commands.includes(first)) return first;
  if (!RUNNERS.includes(first)) return undefined;
  for (const part of command.slice(1)) {
    for (const word of part.split(SEPARATORS)) {
      const name = baseName(word);
      if (params.commands.includes(name)) return name;
    }
  }
  return undefined;
}

function isCommand(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function problemOf(
  container: Container,
  probe: string,
  params: Params,
): { found: unknown; finding: string } | undefined {
  const found = fieldAt(container.spec, probe, 'exec', 'command');
  if (isAbsent(found)) return undefined;
  if (!isCommand(found)) {
    const opaque = Array.isArray(found) ? found.find((item) => typeof item !== 'string') : found;
    return { found: opaque, finding: probe };
  }
  const name = refused(found, params);
  return name === undefined ? undefined : { found: name, finding: `${probe}: ${name}` };
}

/** Containers that cannot have probes are not asked. Source: Kyverno `deny-commands-in-exec-probe`. */
export const restrictExecProbeCommands = podControl({
  id: 'restrict-exec-probe-commands',
  title: 'Probes do not run programs that list processes or files',
  category: 'pod',
  severity: 'low',
  why: 'Such a probe starts a process every few seconds, needs a shell and tools that help an attacker, and shows that something runs, not that it works.',
  fix: 'use httpGet, tcpSocket or grpc in place of exec, such as readinessProbe: { httpGet: { path: /readyz, port: 8080 } }, so that no process is started',
  code: "probe: { http: '/readyz' }, or 'tcp', or 'grpc': no process is started then",
  refs: {
    kyverno: ['deny-commands-in-exec-probe'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    for (const container of pod.containers) {
      if (!isLongRunning(container)) continue;
      for (const probe of PROBES) {
        const problem = problemOf(container, probe, params);
        if (problem === undefined) continue;
        const needs = 'an HTTP, TCP or gRPC probe, or a program of the image made for it';
        reportContainer(report, container, `${probe}.exec.command`, problem.found, needs, {
          finding: problem.finding,
        });
      }
    }
  },
  examples: {
    good: [
      { container: { readinessProbe: { httpGet: { path: '/readyz', port: 8080 } } } },
      {
        note: 'a program made for it',
        container: { livenessProbe: { exec: { command: ['redis-cli', 'ping'] } } },
      },
      {
        note: 'an argument is not a program',
        container: { livenessProbe: { exec: { command: ['cat', '/tmp/ls'] } } },
      },
    ],
    bad: [
      { container: { livenessProbe: { exec: { command: ['/bin/ps', 'aux'] } } } },
      {
        note: 'inside of a script',
        container: {
          readinessProbe: { exec: { command: ['/bin/sh', '-c', 'test -n "$(jcmd | grep app)"'] } },
        },
      },
      { note: 'not a command', container: { startupProbe: { exec: { command: ['cat', 7] } } } },
      { note: 'not a list', container: { startupProbe: { exec: { command: 'ls' } } } },
    ],
  },
});
