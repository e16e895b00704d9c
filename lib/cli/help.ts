/** Examples and exit codes below the help of each command. */
export const HELP = {
  program: `
Exit codes: 0 no findings; 1 findings, or the app fails; 2 wrong usage, or unreadable input.
Colours: only on a terminal, and not if NO_COLOR is set.

Examples:
  bulwark init shop                 create a project
  bulwark synth                     render the app of cdk8s.yaml into dist/
  bulwark check manifests/          check your manifests
  helm template web ./chart | bulwark pod-security -`,
  synth: `
Examples:
  bulwark synth
  bulwark synth --app "npx tsx main.ts" --out dist/production --today 2026-11-21
  bulwark synth --against dist      refuse to replace running objects
  bulwark synth --report report.json --format json
  bulwark synth --cluster kind --policy dev
  bulwark synth --pulumi --out dist-pulumi
  bulwark synth --pulumi --app "npx tsx index.ts" --stack production --config replicas=3`,
  check: `
Examples:
  bulwark check manifests/
  kubectl get deployments -A -o yaml | bulwark check -
  bulwark check web.yaml --waivers waivers.yaml --today 2026-11-21
  bulwark check web.yaml --policy dev --format json
  bulwark check dist --report report.json
  bulwark check k8s/ --against live.yaml   find replacements and data loss
  bulwark check manifests/ --kinds kinds.yaml   declare pods in custom resources
  bulwark check . --exclude charts/ --exclude '*.tmp.yaml'
  bulwark check --separate envs/dev envs/prod`,
  harden: `
Exit codes: 0 every hardened pod passes Pod Security restricted; 1 some do not; 2 unreadable input.

Examples:
  bulwark harden web.yaml > web.hardened.yaml
  bulwark harden manifests/ --out hardened
  helm template web ./chart | bulwark harden - | kubectl apply -f -`,
  'pod-security': `
Exit codes: 0 every pod passes restricted; 1 some do not; 2 something was unreadable or unknown.

Examples:
  bulwark pod-security manifests/
  bulwark pod-security web.yaml --policy-version v1.36 --format json`,
  lock: `
Examples:
  bulwark lock redis:8.2-alpine sha256:<64 digits>
  bulwark lock redis:8.2-alpine@sha256:<64 digits> --date 2026-11-21
  bulwark lock --update dist        ask the registries
  bulwark lock --update --mirror docker.io=mirror.example.com/hub
  bulwark lock --check dist --max-age 14
  bulwark lock --list dist          which images have no digest yet`,
  profile: `
Examples:
  bulwark profile                   the command of kubectl that makes the dump
  bulwark profile --from-cluster dump.json > cluster.yaml
  bulwark check manifests/ --cluster cluster.yaml`,
  'break-glass': `
Exit codes: 0 written; 1 findings; 2 wrong usage.

Examples:
  bulwark break-glass --namespace shop --group oncall --for 2h --reason 'orders are stuck, incident 4711' \\
    --remove-by kyverno --out /tmp/incident-4711.yaml
  bulwark break-glass --namespace shop --user alice --until 2027-01-31T14:00:00Z --reason '…' \\
    --remove-by cron-job --remover-namespace platform --image registry.example.com/kubectl:v1.36@sha256:… \\
    --cluster cluster.yaml`,
  seal: `
Examples:
  kubectl get --raw \\
    /api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:/proxy/v1/cert.pem > cert.pem
  bulwark seal db --namespace shop --cert cert.pem --from-file password=password.txt > db.sealed.yaml
  pass show shop/db | tr -d '\\n' | bulwark seal db --namespace shop --cert cert.pem --from-file password=-`,
  controls: `
Examples:
  bulwark controls
  bulwark controls image-pinned-to-digest
  bulwark controls --format json`,
  init: `
Examples:
  bulwark init shop && cd shop && npm install && npm run synth
  bulwark init                      in a cdk8s app: says what has to change
  bulwark init --write              in a cdk8s app: changes it
  bulwark init --dry-run`,
} as const;
