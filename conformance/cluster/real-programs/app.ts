/**
 * Four programs as their users would run them: nginx before a Python app that counts in Redis and keeps in PostgreSQL,
 * which is backed up each night.
 */
import {
  claim,
  clusters,
  existingSecret,
  HardenedApp,
  IsolatedNamespace,
  restricted,
  SecureCronJob,
  SecureJob,
  SecureStatefulSet,
  SharedClaim,
  sharedClaim,
} from 'bulwark/cdk8s';

const NGINX = `
server {
  listen 8080;
  location = /healthz { return 200; }
  location / { proxy_pass http://web:8000; }
}
`;

/** How its tools find the database, and that it proves who it is. They read the password from the file of `PGPASSFILE`. */
const CONNECT = `set -eu
export PGSSLMODE=require
export PGHOST="\${DATABASE_ADDR%:*}" PGPORT="\${DATABASE_ADDR##*:}" PGUSER=postgres PGDATABASE=postgres
`;

/** A file gets its name when it is complete; seven are kept. */
const BACKUP = `${CONNECT}
umask 027
file="/backup/$(date -u +%Y-%m-%dT%H-%M-%S).dump"
pg_dump --format=custom --file="$file.part"
mv "$file.part" "$file"
for old in $(ls -1r /backup/*.dump | tail -n +8); do rm "$old"; done
`;

const RESTORE = `${CONNECT}
pg_restore --clean --if-exists --exit-on-error --dbname=postgres "$(ls -1 /backup/*.dump | tail -n 1)"
`;

const app = new HardenedApp({
  policy: restricted({ owner: 'team-visits', email: 'team-visits@example.com' }),
  cluster: clusters.kubeadm({
    storage: { classes: [{ name: 'folders', default: true, modes: ['ReadWriteOnce'] }] },
  }),
});
const visits = new IsolatedNamespace(app, 'visits');

/** The password of the database, as a file; someone else brings the Secret. */
const password = { '/etc/database': { secret: 'database' } };

/** The key of the certificate of the database. */
const certificate = existingSecret('postgresql-tls', { keys: ['tls.crt', 'tls.key'] });

const redis = new SecureStatefulSet(visits, 'redis', {
  image: 'registry.example.com/real/redis:bookworm',
  port: 6379,
  probe: 'tcp',
  user: 20001,
  replicas: 1,
  volumes: { '/data': claim({ size: '64Mi' }) },
});

const database = new SecureStatefulSet(visits, 'postgresql', {
  image: 'registry.example.com/real/postgresql:bookworm',
  port: 5432,
  probe: { exec: ['pg_isready', '-U', 'postgres'] },
  user: 20002,
  replicas: 1,
  // A folder of its own inside the volume, whose owner is root: initdb gives the folder its mode.
  env: {
    PGDATA: '/var/lib/postgresql/data/files',
    POSTGRES_PASSWORD_FILE: '/etc/database/password',
  },
  args: ['ssl=on', 'ssl_cert_file=/etc/tls/tls.crt', 'ssl_key_file=/etc/tls/tls.key'].flatMap((setting) => [
    '-c',
    setting,
  ]),
  files: { ...password, '/etc/tls': { privateCopy: certificate } },
  volumes: { '/var/lib/postgresql/data': claim({ size: '512Mi' }) },
  scratch: { '/var/run/postgresql': '1Mi' },
});

const web = new SecureStatefulSet(visits, 'web', {
  image: 'registry.example.com/real/web:bookworm',
  port: 8000,
  probe: { http: '/healthz' },
  user: 20003,
  env: { DATABASE_PASSWORD_FILE: '/etc/database/password' },
  files: password,
  uses: { REDIS_ADDR: redis, DATABASE_ADDR: database },
});

new SecureStatefulSet(visits, 'nginx', {
  image: 'registry.example.com/real/nginx:bookworm',
  port: { service: 80, container: 8080 },
  probe: { http: '/healthz' },
  user: 20004,
  uses: { WEB_ADDR: web },
  files: { '/etc/nginx/sites-enabled': { files: { visits: NGINX } } },
  volumes: { '/var/lib/nginx': claim({ size: '64Mi', disposable: 'nginx fills its caches again' }) },
  scratch: { '/run': '1Mi' },
});

const backups = new SharedClaim(visits, 'backups', { size: '512Mi', mode: 'ReadWriteOnce' });
const tool = {
  image: 'registry.example.com/real/postgresql:bookworm',
  // The tools do not read a file with passwords whose group may read it.
  files: { '/etc/database': { privateCopy: existingSecret('database', { keys: ['pgpass'] }) } },
  env: { PGPASSFILE: '/etc/database/pgpass' },
  uses: { DATABASE_ADDR: database },
};
new SecureCronJob(visits, 'backup', {
  ...tool,
  user: 20005,
  schedule: '15 2 * * *',
  command: ['/bin/sh', '-c', BACKUP],
  volumes: { '/backup': sharedClaim(backups) },
});
// Waits until someone needs it: `kubectl patch job restore -n visits -p '{"spec":{"suspend":false}}'`.
new SecureJob(visits, 'restore', {
  ...tool,
  user: 20006,
  suspend: true,
  command: ['/bin/sh', '-c', RESTORE],
  volumes: { '/backup': sharedClaim(backups, { readOnly: true }) },
});

app.synth();
