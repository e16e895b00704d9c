import { resolve } from 'node:path';
import { type Remover, removerOf } from '../../blueprints/break-glass/remover';
import { NO_IMAGES } from '../../blueprints/image-lock';
import {
  type BreakGlassBinding,
  bindingName,
  breakGlassBinding,
  removerName,
} from '../../core/break-glass/binding';
import { untilText } from '../../core/break-glass/terms';
import { compilePolicy } from '../../core/engine/compiled-policy';
import { evaluate } from '../../core/engine/evaluate';
import { harden } from '../../core/engine/harden';
import { messageOf } from '../../core/engine/message';
import type { PlainObject } from '../../core/manifest/plain';
import { RBAC_GROUP } from '../../core/rbac/rule';
import { levelRules, TEAM_LEVELS } from '../../core/rbac/team-levels';
import { writeDocuments } from '../../core/yaml/write';
import { objectsOfIdentity, objectsOfWorkload } from '../../renderers';
import { writeFileAtomic } from '../../writer/atomic';
import { dayFrom } from '../days';
import { count, FINDINGS, type Io, OK } from '../io';
import { clusterFrom, policyFrom } from '../policy-options';
import { type BreakGlassOptions, bindingFrom } from './options';

/**
 * `bulwark break-glass`: writes a binding to the Role for emergencies of a namespace, with its end, and what removes it then. The file is no
 * part of an output: a controller would apply it again.
 * @returns the exit code: 0, or 1 where a control finds something; nothing is written then
 * @throws UsageError for wrong options; InvalidInputError where the CronJob cannot be made for this cluster
 */
export function breakGlass(options: BreakGlassOptions, io: Io): number {
  const binding = bindingFrom(options, io);
  const policy = policyFrom(options.policy ?? 'restricted', io);
  const cluster = clusterFrom(options, io);
  const compiled = compilePolicy(policy, cluster);
  const { image, removerNamespace } = options;
  const { namespace, until } = binding;
  const remover =
    image === undefined || removerNamespace === undefined
      ? undefined
      : removerOf(
          {
            namespace: removerNamespace,
            name: removerName(binding),
            binding: { name: bindingName(binding), namespace },
            until,
            image,
          },
          { policy, cluster, images: NO_IMAGES },
        );
  // What removes it comes first: where that cannot be applied, nothing is given.
  const rendered = [...(remover === undefined ? [] : objectsOf(remover)), breakGlassBinding(binding)];
  const objects = rendered.map((object) => harden(object, compiled));
  const suppressions = remover?.placed.workload.suppressions ?? [];
  const { findings: all } = evaluate(
    [...objects.map((manifest) => ({ manifest, suppressions })), { manifest: roleOf(binding) }],
    compiled,
    dayFrom(undefined, io),
  );
  const findings = all.filter(({ object }) => object.kind !== 'Role' || object.name !== binding.role);
  if (findings.length > 0) {
    io.stderr.lines([
      ...findings.map((finding) => `bulwark: ${messageOf(finding)}`),
      `bulwark: ${count(findings.length, 'finding')}; nothing was written`,
    ]);
    return FINDINGS;
  }
  write(objects, binding, options, io);
  return OK;
}

/** The Role that the binding is to, which the app with the BreakGlass writes, and judges. */
function roleOf({ namespace, role }: BreakGlassBinding): PlainObject {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'Role',
    metadata: { name: role, namespace },
    rules: TEAM_LEVELS.flatMap((level) => levelRules(level, [])),
  };
}

function objectsOf({ model, identity, placed }: Remover): PlainObject[] {
  return [...objectsOfIdentity(identity, model), ...objectsOfWorkload(placed, model)].map(({ object }) =>
    object(),
  );
}

function write(
  objects: readonly PlainObject[],
  { subject, namespace, until }: BreakGlassBinding,
  { out }: BreakGlassOptions,
  io: Io,
): void {
  const text = writeDocuments(objects);
  if (out === undefined) {
    io.stdout.yaml(text);
    return;
  }
  writeFileAtomic(resolve(io.cwd, out), text);
  const who = `${subject.kind === 'Group' ? 'group' : 'user'} ${subject.name}`;
  io.stdout.lines([
    `${out}: ${who} in ${namespace} until ${untilText(until)}`,
    `kubectl apply -f ${out}      and kubectl delete -f ${out} when it is over`,
  ]);
}
