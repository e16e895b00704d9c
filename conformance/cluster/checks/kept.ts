import { objectAt, objectsAt, stringAt } from '../../../lib/core/manifest/plain';
import { inPod } from '../apply';
import type { Cluster } from '../cluster';
import { instancesOf, type Pod, podsOf } from '../pods';
import { until } from '../wait';
import type { Checks } from './checks';
import { NAMESPACE, type RealPrograms, visit } from './real-programs';

/** Seconds that a Job or a new pod may take on a busy machine. */
const PATIENCE = 240;

/** What keeps what it is told. */
const STORES = ['redis', 'postgresql'];

/**
 * Redis and PostgreSQL keep their data when their pods are replaced, and the database comes back as it was when the
 * CronJob wrote it down: what was visited since is gone from it, and from it alone. Three visits came before.
 */
export async function checkTheyKeep(cluster: Cluster, { pods }: RealPrograms, checks: Checks): Promise<void> {
  const { api } = cluster;
  await replace(cluster, pods, checks);
  await checkCopies(cluster, checks);
  await visit(api, pods, 4, checks);
  const { code } = await cluster.server.kubectl(
    ...['create', 'job', '--from=cronjob/backup', 'backup-by-hand', '-n', NAMESPACE],
  );
  checks.equal('kubectl create job --from=cronjob/backup', code, 0);
  await hasEnded(cluster, 'backup-by-hand', checks);
  await visit(api, pods, 5, checks);
  const unsuspend = ['patch', 'job', 'restore', '-n', NAMESPACE, '-p', '{"spec":{"suspend":false}}'];
  checks.equal('kubectl patch job restore', (await cluster.server.kubectl(...unsuspend)).code, 0);
  await hasEnded(cluster, 'restore', checks);
  await visit(api, pods, 6, checks, 5); // the fifth is not in the backup
  await replace(cluster, pods, checks);
  await visit(api, pods, 7, checks, 6);
  checks.count('backups of a database by a CronJob, each restored by a Job', 1);
}

/**
 * PostgreSQL answers with TLS, with a key that is a copy of its own in memory, also after its pod was replaced; its tools refuse the
 * password where others may read the file, and read the copy: that is how the CronJob gets it.
 */
async function checkCopies(cluster: Cluster, checks: Checks): Promise<void> {
  const inDatabase = (...command: readonly string[]): Promise<string> =>
    inPod(cluster, NAMESPACE, 'postgresql-0', ...command);
  const key = await inDatabase('stat', '-c', '%a %u %g', '/etc/tls/tls.key', '/etc/tls/tls.crt');
  checks.equal('mode and owner of copies', key.trim().split('\n'), ['600 20002 20002', '600 20002 20002']);
  checks.equal(
    'where the copies are',
    (await inDatabase('stat', '-f', '-c', '%T', '/etc/tls')).trim(),
    'tmpfs',
  );
  const size = await inDatabase('df', '--output=size', '/etc/tls');
  checks.equal('how much fits there, in KiB', size.trim().split(/\s+/).at(-1), '2048');
  checks.equal('TLS of the database', (await inDatabase(...psql('show ssl'))).trim(), 'on');
  const connection =
    'host=127.0.0.1 user=postgres dbname=postgres sslmode=require passfile=/etc/database/pgpass';
  const refused = await inDatabase('psql', connection, '--no-password', '-c', 'select 1').catch(String);
  checks.matches('a password that others may read', refused, /has group or world access/);
  checks.count('files of Secrets as copies in memory with mode 0600, which a program asks for', 3);
}

const psql = (query: string): string[] => ['psql', '-U', 'postgres', '-tAc', query];

/** Deletes the pods of the two, and waits for the next ones. */
async function replace(cluster: Cluster, pods: readonly Pod[], checks: Checks): Promise<void> {
  const { api, server } = cluster;
  const old = STORES.flatMap((name) => pods.filter((pod) => pod.name === `${name}-0`)).map(
    ({ name }) => name,
  );
  checks.equal('pods to replace', old, ['redis-0', 'postgresql-0']);
  const uids = (await podsOf(api, NAMESPACE)).map(({ uid }) => uid);
  checks.equal(
    'kubectl delete pod',
    (await server.kubectl('delete', 'pod', ...old, '-n', NAMESPACE)).code,
    0,
  );
  await until('the next pods', PATIENCE, async () => {
    const now = await podsOf(api, NAMESPACE);
    const next = STORES.flatMap((name) => instancesOf(now, name)).filter(({ uid }) => !uids.includes(uid));
    return next.length === STORES.length;
  });
  checks.count('pods of real programs that were replaced, and whose data stayed', old.length);
  const files = await inPod(cluster, NAMESPACE, 'postgresql-0', 'ls', '-n', '/var/lib/postgresql/data');
  checks.matches('the owner of the files of the database', files, / 20002 +20002 .* files$/m);
}

/** The Job ends well; where it does not, the error tells what its pods wrote. */
async function hasEnded({ api, server }: Cluster, name: string, checks: Checks): Promise<void> {
  const path = `/apis/batch/v1/namespaces/${NAMESPACE}/jobs/${name}`;
  const end = await until(`the end of Job ${name}`, PATIENCE, async () => {
    const conditions = objectsAt(objectAt(await api.get(path), 'status'), 'conditions');
    const condition = conditions.find(({ type }) => type === 'Complete' || type === 'Failed');
    return condition && stringAt(condition, 'type');
  });
  const log = end === 'Complete' ? '' : (await server.kubectl('logs', `job/${name}`, '-n', NAMESPACE)).stdout;
  checks.equal(`Job ${name} ends`, [end, log], ['Complete', '']);
}
