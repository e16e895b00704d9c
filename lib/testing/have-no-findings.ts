import { checkOptions } from '../core/check-input';
import { clusters } from '../core/cluster/presets';
import type { ClusterProfile } from '../core/cluster/profile';
import { compilePolicy } from '../core/engine/compiled-policy';
import { evaluate } from '../core/engine/evaluate';
import type { Finding } from '../core/engine/finding';
import { messageOf } from '../core/engine/message';
import { BulwarkError } from '../core/errors';
import { type Policy, restricted } from '../core/policy/policy';
import { anything, type ShapeTable, text } from '../core/shape';
import { today } from '../host/host';
import { judgedBy } from '../pulumi/render/judged';
import { verdictOf } from '../pulumi/render/verdict';
import type { MatcherAnswer } from './jest-expect';
import { type Subject, subjectOf } from './subject';

/** What `toHaveNoFindings` may be told of objects that no HardenedApp judges. */
export interface FindingOptions {
  /** @default restricted() */
  readonly policy?: Policy;
  /** @default clusters.kubeadm() */
  readonly cluster?: ClusterProfile;
  /** The date, `YYYY-MM-DD`, that decides whether a waiver has expired. @default BULWARK_TODAY, else the clock */
  readonly today?: string;
}

const OPTIONS: ShapeTable<FindingOptions> = { policy: anything, cluster: anything, today: text };

/**
 * Whether nothing stands against the objects that no waiver suppresses. A HardenedApp, and what is in one, is judged
 * by the app as a whole, with its own policy, cluster, day and waivers; anything else by the options. A rendered Pulumi
 * program brings its waivers, and the policies and clusters of its apps and of `hardenStack` where the options say none.
 */
export function toHaveNoFindings(received: unknown, options: FindingOptions = {}): MatcherAnswer {
  checkOptions('toHaveNoFindings', options, OPTIONS);
  const subject = subjectOf(received);
  const unseen = subject.program === undefined ? (subject.uninspected ?? []) : [];
  const messages = [...findingsOf(subject, options).map(messageOf), ...unseen];
  const message = (): string =>
    messages.length === 0
      ? 'expected a finding, but nothing stands against the objects'
      : ['expected no findings', ...messages.map((text) => `  - ${text}`)].join('\n');
  return { pass: messages.length === 0, message };
}

function findingsOf(
  { synthesis, below, objects, declared, places, program }: Subject,
  options: FindingOptions,
): readonly Finding[] {
  if (program !== undefined) {
    return verdictOf(judgedBy(program, options), { today: options.today ?? today() }).judgement.findings;
  }
  if (synthesis === undefined) {
    const compiled = compilePolicy(options.policy ?? restricted(), options.cluster ?? clusters.kubeadm());
    return evaluate(objects, compiled, options.today ?? today(), { declared, places }).findings;
  }
  const given = Object.keys(options);
  if (given.length > 0) {
    throw new BulwarkError(`toHaveNoFindings: found ${given.join(', ')}`, [
      'a HardenedApp judges itself: give them to the app',
    ]);
  }
  const { findings } = synthesis.judgement;
  return below === undefined ? findings : findings.filter(({ origin }) => isBelow(origin.construct, below));
}

function isBelow(path: string | undefined, above: string): boolean {
  return path === above || path?.startsWith(`${above}/`) === true;
}
