/** Four programs as their users would run them: nginx before a Python app that counts in Redis and keeps in PostgreSQL. */
import { clusters, HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from 'bulwark/cdk8s';

const NGINX = `
server {
  listen 8080;
  location = /healthz { return 200; }
  location / { proxy_pass http://web:8000; }
}
`;

const app = new HardenedApp({
  policy: restricted({ owner: 'team-visits', email: 'team-visits@example.com' }),
  cluster: clusters.kubeadm(),
});
const visits = new IsolatedNamespace(app, 'visits');

/** The password of the database, as a file; somebody else brings the Secret. */
const password = { '/etc/database': { secret: 'database' } };

const redis = new SecureDeployment(visits, 'redis', {
  image: 'registry.example.com/real/redis:bookworm',
  port: 6379,
  probe: 'tcp',
  replicas: 1,
  scratch: ['/data'],
});

const database = new SecureDeployment(visits, 'postgresql', {
  image: 'registry.example.com/real/postgresql:bookworm',
  port: 5432,
  probe: { exec: ['pg_isready', '-U', 'postgres'] },
  replicas: 1,
  // A folder of its own inside the volume, whose owner is root: initdb gives the folder its mode.
  env: {
    PGDATA: '/var/lib/postgresql/data/files',
    POSTGRES_PASSWORD_FILE: '/etc/database/password',
  },
  files: password,
  scratch: { '/var/lib/postgresql/data': '512Mi', '/var/run/postgresql': '1Mi' },
});

const web = new SecureDeployment(visits, 'web', {
  image: 'registry.example.com/real/web:bookworm',
  port: 8000,
  probe: { http: '/healthz' },
  env: { DATABASE_PASSWORD_FILE: '/etc/database/password' },
  files: password,
  uses: { REDIS_ADDR: redis, DATABASE_ADDR: database },
});

new SecureDeployment(visits, 'nginx', {
  image: 'registry.example.com/real/nginx:bookworm',
  port: { service: 80, container: 8080 },
  probe: { http: '/healthz' },
  uses: { WEB_ADDR: web },
  files: { '/etc/nginx/sites-enabled': { files: { visits: NGINX } } },
  scratch: { '/run': '1Mi', '/var/lib/nginx': '64Mi' },
});

app.synth();
