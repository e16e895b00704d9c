import { checkArgument, checkOptions } from '../core/check-input';
import {
  ALL_PORTS,
  formatPorts,
  intersect,
  type PortRange,
} from '../core/controls/network/shared/port-ranges';
import { knownKinds } from '../core/kinds/known';
import { ManifestSet } from '../core/manifest/manifest-set';
import { Reachability } from '../core/network/reach';
import { either, number, oneOf, type ShapeTable, text } from '../core/shape';
import type { MatcherAnswer, MatcherContext } from './jest-expect';
import { endsOf, portsAsked, type ReachOptions } from './reach-ends';
import { type Subject, wholeOf } from './subject';

const OPTIONS: ShapeTable<ReachOptions> = {
  port: either(number, text),
  protocol: oneOf('TCP', 'UDP', 'SCTP'),
};
const WORKLOAD = {
  ...text,
  needs: `a workload: 'web', 'shop/web' or 'Deployment shop/web'`,
  sample: `'web'`,
};

/**
 * Whether the pods of one workload can open a connection to those of another one, as the NetworkPolicies of the whole
 * app say. What they do not say for certain passes neither with `.not` nor without.
 * @param from `'web'`, `'shop/web'`, or `'Deployment shop/web'`
 * @throws BulwarkError where there is no such workload, or several
 */
export function toReach(
  this: MatcherContext | undefined,
  received: unknown,
  from: string,
  to: string,
  options: ReachOptions = {},
): MatcherAnswer {
  checkArgument('toReach', 'from', from, WORKLOAD);
  checkArgument('toReach', 'to', to, WORKLOAD);
  checkOptions('toReach', options, OPTIONS);
  const subject = wholeOf(received);
  const set = setOf(subject);
  const sources = endsOf(set, from, 'from');
  const targets = endsOf(set, to, 'to');
  const asked = portsAsked(set, targets, options);
  const reachability = new Reachability(set, subject.uninspected ?? []);
  const reaches = sources.flatMap((source) => targets.map((target) => reachability.between(source, target)));
  const meets = (ports: readonly PortRange[]): boolean => intersect(ports, asked).length > 0;
  const yes = reaches.every(({ open }) => meets(open));
  const no = reaches.every(({ maybe }) => !meets(maybe));
  const route = `${from} to reach ${to} on ${asked === ALL_PORTS ? 'any port' : formatPorts(asked)}`;
  const isNot = this?.isNot === true;
  const expected = `expected ${isNot ? 'no pod of ' : ''}${route}`;
  if (!yes && !no) {
    const doubts = [...new Set(reaches.flatMap((reach) => reach.doubts))];
    const why = doubts.length === 0 ? ['some of their pods do, and some do not'] : doubts;
    const lines = [`${expected}, which cannot be told`, ...why.map((doubt) => `  - ${doubt}`)];
    return { pass: isNot, message: () => lines.join('\n') };
  }
  const ports = reaches.flatMap(({ open }) => [...open]);
  const found =
    ports.length === 0 ? 'no port is open at both ends' : `open at both ends: ${formatPorts(ports)}`;
  return { pass: yes, message: () => `${expected}, but ${found}` };
}

function setOf({ objects, synthesis }: Subject): ManifestSet {
  return new ManifestSet(objects, synthesis?.registry ?? knownKinds);
}
