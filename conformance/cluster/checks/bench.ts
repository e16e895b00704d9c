import { isPlain, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Api, messageOf } from '../api';
import BROKEN_CHECKS from '../bench/broken.json';
import { type Bench, judge, type Verdict } from '../bench/kube-bench';
import MANUAL_CHECKS from '../bench/manual.json';
import { podsOf } from '../pods';
import { until } from '../wait';
import type { Checks } from './checks';

/** The checks that kube-bench judges itself, each with objects that break it and what it says of them. */
const BROKEN: readonly {
  readonly id: string;
  readonly says: string;
  readonly objects: readonly PlainObject[];
}[] = BROKEN_CHECKS;

/** The checks that kube-bench leaves to people, each with what stands for it here. */
export const MANUAL: readonly { readonly id: string; readonly asks: string; readonly because: string }[] =
  MANUAL_CHECKS;

/** The namespace in which everything is broken. */
const BAD = 'bench';

/** Checks that speak of every pod, and of every container of every pod. */
const OF_PODS = ['5.1.6', '5.2.3', '5.2.4', '5.2.5'];
const OF_CONTAINERS = ['5.2.2', '5.2.6'];

/** The policies of the benchmark pass in our namespaces, and each fails in a namespace that breaks it. */
export async function checkBench(
  api: Api,
  bench: Bench,
  spaces: readonly string[],
  checks: Checks,
): Promise<void> {
  const good = await judge(bench, spaces);
  const known = [...BROKEN.map(({ id }) => id), ...MANUAL.map(({ id }) => id)];
  checks.equal('checks of kube-bench', [...good.keys()].sort(), known.sort());
  const pods = (await Promise.all(spaces.map((space) => podsOf(api, space)))).flat();
  const containers = pods.flatMap(({ object }) =>
    objectsAt(isPlain(object.spec) ? object.spec : {}, 'containers'),
  );
  for (const { id } of BROKEN) {
    const { status, lines } = verdictOn(id, good);
    checks.equal(`${id} in our namespaces`, [status, status === 'PASS' ? [] : lines], ['PASS', []]);
    const errors = lines.filter((line) => /: not found|: invalid|Error from server/.test(line));
    checks.equal(`${id} without an error of its own`, errors, []);
    const least = OF_PODS.includes(id) ? pods.length : OF_CONTAINERS.includes(id) ? containers.length : 1;
    checks.holds(`${id} judged`, lines.length >= least, `${lines.length} of ${least}`);
  }
  for (const { id } of MANUAL)
    checks.equal(`${id} is left to people`, verdictOn(id, good), { status: 'WARN', lines: [] });
  checks.count('checks of kube-bench that pass in the namespaces of the examples', BROKEN.length);
  await breakAll(api, checks);
  const bad = await judge(bench, [BAD]);
  for (const { id, says } of BROKEN) {
    const { status, lines } = verdictOn(id, bad);
    checks.equal(`${id} where it is broken`, status, 'WARN');
    const against = lines.filter((line) => new RegExp(says).test(line));
    checks.equal(`${id} says so once`, [against.length, against.length === 1 ? [] : lines], [1, []]);
    if (OF_PODS.includes(id) || OF_CONTAINERS.includes(id))
      checks.equal(
        `${id} of nothing else`,
        lines.filter((line) => /is_compliant: false/.test(line)),
        against,
      );
  }
  checks.count('checks of kube-bench that fail where one thing is broken', BROKEN.length);
  for (const object of BROKEN.flatMap(({ objects }) => objects))
    await api.send('DELETE', await api.pathOf(object));
}

function verdictOn(id: string, verdicts: ReadonlyMap<string, Verdict>): Verdict {
  return verdicts.get(id) ?? { status: 'absent', lines: [] };
}

/** Makes the namespace with one broken thing for each check. */
async function breakAll(api: Api, checks: Checks): Promise<void> {
  const quiet = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'quiet', namespace: BAD },
    automountServiceAccountToken: false,
  };
  const objects: PlainObject[] = BROKEN.flatMap((row) => row.objects);
  await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: BAD } });
  await until(`the account of ${BAD}`, 30, async () => {
    const { status } = await api.send('GET', `/api/v1/namespaces/${BAD}/serviceaccounts/default`);
    return status === 200;
  });
  for (const object of [quiet, ...objects]) {
    const answer = await api.apply(object);
    checks.holds(`${stringAt(object, 'kind')} is made`, answer.status < 300, messageOf(answer));
  }
}
