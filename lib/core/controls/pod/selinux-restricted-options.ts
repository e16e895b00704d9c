import { isOpaque, isPlain, type PlainObject } from '../../manifest/plain';
import { containerPath } from '../../manifest/pod';
import { podControl, type Report } from '../control';
import { fieldOf, inside, isWhole } from './shared/security-context';
import { seLinuxFieldIsGood } from './shared/selinux';

const FIELDS = ['type', 'user', 'role'] as const;

const NEEDS = { type: 'a container type, or not set', user: 'not set', role: 'not set' } as const;

function checkOptions(spec: PlainObject, path: string, container: string | undefined, report: Report): void {
  const options = fieldOf(spec, 'seLinuxOptions');
  if (options === undefined) return;
  for (const field of FIELDS) {
    const found = inside(options, field);
    if (seLinuxFieldIsGood(field, found)) continue;
    const at = `${path}.securityContext.seLinuxOptions.${field}`;
    report({
      path: at,
      found,
      needs: NEEDS[field],
      ...(container !== undefined && { container }),
      finding: field,
    });
  }
}

/** Removes what is forbidden; where nothing is left the options go too, so that those of the pod or the node count. */
function removeForbidden(spec: PlainObject): void {
  const { securityContext } = spec;
  if (!isPlain(securityContext) || !isPlain(securityContext.seLinuxOptions)) return;
  const options = securityContext.seLinuxOptions;
  let removed = false;
  for (const field of FIELDS) {
    if (seLinuxFieldIsGood(field, options[field] ?? undefined) || isOpaque(options[field])) continue;
    delete options[field];
    removed = true;
  }
  if (removed && Object.keys(options).length === 0) delete securityContext.seLinuxOptions;
}

/** Source: Pod Security Standards, baseline, check `seLinuxOptions`, as of v1.31. The level is free. */
export const selinuxRestrictedOptions = podControl({
  id: 'selinux-restricted-options',
  title: 'SELinux options do not weaken the confinement of containers',
  category: 'pod',
  severity: 'medium',
  why: 'With another type, user or role, the SELinux rules for containers do not apply; the type spc_t, for example, is hardly restricted.',
  fix: 'securityContext: { seLinuxOptions: { type: container_t } }, without user and role',
  breaks: 'Node agents that run as spc_t. They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['seLinuxOptions'],
    trivy: ['KSV-0025'],
    kyverno: ['disallow-selinux'],
    gatekeeper: ['selinux'],
    nsa: ['Pod security: hardening container environments'],
  },
  check(pod, report) {
    checkOptions(pod.spec, pod.path, undefined, report);
    for (const container of pod.containers) {
      if (fieldOf(container.spec, 'seLinuxOptions') === undefined) continue;
      checkOptions(container.spec, containerPath(container), container.name, report);
    }
  },
  harden(pod, { repair }) {
    if (!repair) return;
    if (isWhole(pod)) removeForbidden(pod.spec);
    for (const { spec } of pod.containers) removeForbidden(spec);
  },
  writes: [
    {
      field: 'securityContext.seLinuxOptions',
      mayStop:
        'the program reaches only what SELinux gives to containers, and not files or sockets of its node',
    },
  ],
  examples: {
    good: [
      { note: 'not set' },
      { spec: { securityContext: { seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } } } },
    ],
    bad: [
      { spec: { securityContext: { seLinuxOptions: { type: 'spc_t' } } } },
      { container: { securityContext: { seLinuxOptions: { user: 'system_u' } } } },
      { container: { securityContext: { seLinuxOptions: { role: 'system_r' } } } },
      { note: 'not an object', container: { securityContext: { seLinuxOptions: 'container_t' } } },
    ],
  },
});
