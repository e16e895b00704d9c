import type {
  EnforcementLevel,
  PolicyPackArgs,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import { checkOptions } from '../core/check-input';
import { type ControlId, controls } from '../core/controls';
import type { Control } from '../core/controls/control';
import { evaluate } from '../core/engine/evaluate';
import { type Finding, isOpen } from '../core/engine/finding';
import { messageForList } from '../core/engine/message';
import { schemaProblems, validationProblems } from '../core/engine/validation';
import { ManifestSet, type Origin } from '../core/manifest/manifest-set';
import { listOf, oneOf, type ShapeTable, text } from '../core/shape';
import { today } from '../host/host';
import { rulesOf, STACK_OPTIONS, type StackOptions } from '../stack/options';
import { type Looked, Pack } from './pack';

/** What a policy pack enforces, and how; everything has a default. */
export interface HardenedPoliciesOptions extends StackOptions {
  /** What a violation does; the configuration of the pack can say otherwise for each policy. @default 'mandatory' */
  readonly enforcementLevel?: EnforcementLevel;
  /**
   * Controls whose waivers in programs count, as the annotation `bulwark.dev/waived` of an object tells them. Of all others
   * the pack alone decides. Anyone who writes a program can write annotations too.
   * @default none
   */
  readonly allowWaivers?: readonly ControlId[];
}

const OPTIONS: ShapeTable<HardenedPoliciesOptions> = {
  ...STACK_OPTIONS,
  enforcementLevel: oneOf('advisory', 'mandatory', 'remediate', 'disabled'),
  allowWaivers: listOf(text),
};

/**
 * The arguments of a policy pack for CrossGuard that has the controls, waivers and messages of Bulwark: one policy for
 * each control in force under its id, and `schema`, `validation` and `waivers`.
 * `new PolicyPack('bulwark', hardenedPolicies({ … }))` is a whole pack.
 * @throws BulwarkError where the policy names controls that do not exist, or the day is none
 */
export function hardenedPolicies(options: HardenedPoliciesOptions = {}): PolicyPackArgs {
  checkOptions('hardenedPolicies', options, OPTIONS);
  // What counts of the annotations is what the pack allows.
  const trusted = options.allowWaivers?.includes('cpu-limits') ?? false;
  const pack = new Pack(rulesOf(options, { trusted }), today(options.today), options.allowWaivers ?? []);
  return {
    enforcementLevel: options.enforcementLevel ?? 'mandatory',
    policies: [
      ...[...controls, ...pack.rules.compiled.policy.controls].flatMap(
        (control) => policyOf(pack, control) ?? [],
      ),
      schemaPolicy(pack),
      validationPolicy(pack),
      waiversPolicy(pack),
    ],
  };
}

/** The policy of a control; undefined where it is not in force. */
function policyOf(
  pack: Pack,
  control: Control,
): ResourceValidationPolicy | StackValidationPolicy | undefined {
  const compiled = pack.only(control);
  if (compiled.size === 0) return undefined;
  const about = aboutControl(control);
  if (control.on === 'set') return stackPolicy(pack, about, (resources) => pack.find(resources, compiled));
  return resourcePolicy(pack, about, (looked) => pack.find([looked], compiled));
}

function aboutControl({ id, title, why, fix, severity, category }: Control): About {
  return {
    name: id,
    displayName: title,
    description: why,
    remediationSteps: fix,
    severity,
    tags: [category],
  };
}

type About = Pick<
  ResourceValidationPolicy,
  'name' | 'displayName' | 'description' | 'remediationSteps' | 'severity' | 'tags'
>;

function schemaPolicy(pack: Pack): ResourceValidationPolicy {
  const about = {
    name: 'schema',
    description: 'What the API server does not know, or does not take, it drops or refuses.',
  };
  return resourcePolicy(pack, about, ({ objects }) =>
    // A definition elsewhere in the stack may say what a kind carries: the stack is asked.
    schemaProblems(new ManifestSet(objects, pack.rules.compiled.registry), pack.rules.compiled).filter(
      ({ control }) => control !== 'unknown-kind',
    ),
  );
}

function validationPolicy(pack: Pack): StackValidationPolicy {
  const about = {
    name: 'validation',
    description:
      'Names that the API refuses, two objects of one identity, selectors that match the pods of other workloads, and kinds of which nobody knows what they carry.',
  };
  return stackPolicy(pack, about, (resources) => {
    const objects = resources.flatMap((looked) => looked.objects);
    const found = validationProblems(
      new ManifestSet(objects, pack.rules.compiled.registry),
      pack.rules.compiled,
    );
    return found.filter(({ control }) => control !== 'schema');
  });
}

function waiversPolicy(pack: Pack): StackValidationPolicy {
  const { compiled, waivers } = pack.rules;
  const about = {
    name: 'waivers',
    description: 'Waivers that have expired, run for too long, suppress nothing or name no control.',
  };
  return stackPolicy(pack, about, (resources) => {
    const objects = resources.flatMap((looked) => looked.objects);
    // A chart that no program sees, so that it is waived there, is seen by the engine.
    const mayBeUnused: ControlId[] = ['no-unseen-objects'];
    const { findings } = evaluate(objects, compiled, pack.day, { declared: waivers.declared, mayBeUnused });
    return findings.filter(({ control }) => control.startsWith('waiver-'));
  });
}

function resourcePolicy(
  pack: Pack,
  about: About,
  find: (looked: Looked) => readonly Finding[],
): ResourceValidationPolicy {
  return {
    ...about,
    validateResource: (args, report) => {
      const looked = pack.look(args);
      if (looked !== undefined) tell(find(looked), [looked], report);
    },
  };
}

function stackPolicy(
  pack: Pack,
  about: About,
  find: (resources: readonly Looked[]) => readonly Finding[],
): StackValidationPolicy {
  return {
    ...about,
    validateStack: ({ resources }, report) => {
      const looked = pack.lookAtAll(resources);
      tell(find(looked), looked, report);
    },
  };
}

/** Reports findings on their resources; what a preview does not know yet, the update will. */
function tell(findings: readonly Finding[], looked: readonly Looked[], report: ReportViolation): void {
  const urns = new Map<Origin, string>();
  for (const { urn, objects } of looked) {
    for (const { origin } of objects) if (origin !== undefined) urns.set(origin, urn);
  }
  const preview = looked.some(({ unknown }) => unknown);
  for (const finding of findings) {
    if (isOpen(finding) && preview) continue;
    report(messageForList(finding), urns.get(finding.origin));
  }
}
