import { join } from 'node:path';
import { Provider } from '@pulumi/kubernetes/provider';
import { Config } from '@pulumi/pulumi';
import { clusters, HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from 'bulwark/pulumi';

/** An image of the demo; its digest comes from the image lock. */
const demo = (service: string): string =>
  `us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/${service}:v0.10.6`;

/** Folder that YAML goes to in place of a cluster: `pulumi config set renderYamlToDirectory rendered`. */
const renderYamlToDirectory = new Config().get('renderYamlToDirectory') || undefined;
const provider =
  renderYamlToDirectory === undefined ? undefined : new Provider('yaml', { renderYamlToDirectory });

const app = new HardenedApp(
  'shop',
  {
    policy: restricted({ owner: 'team-shop' }),
    cluster: clusters.kubeadm(),
    images: join(__dirname, '../online-boutique/images.lock.json'),
    waivers: [
      {
        control: 'image-pinned-to-digest',
        reason: 'the digests of the public demo are not looked up yet: docs/image-lock.md says how',
        owner: 'team-shop',
        expires: '2027-06-30',
      },
    ],
  },
  { providers: provider === undefined ? [] : [provider] },
);
const shop = new IsolatedNamespace('online-boutique', {}, { parent: app });
const inShop = { parent: shop };

const small = { cpu: '100m', cpuLimit: '200m', memory: '64Mi', memoryLimit: '128Mi' };
const quiet = { DISABLE_PROFILER: '1' };

const redis = new SecureDeployment(
  'redis-cart',
  {
    image: 'redis:alpine',
    port: { container: 6379, name: 'tcp-redis' },
    probe: { tcp: true, period: 5 },
    replicas: 1,
    scratch: { '/data': '64Mi' },
    resources: { cpu: '70m', cpuLimit: '125m', memory: '200Mi', memoryLimit: '256Mi' },
  },
  inShop,
);

const cart = new SecureDeployment(
  'cartservice',
  {
    image: demo('cartservice'),
    port: 7070,
    probe: { grpc: true, delay: 15 },
    uses: { REDIS_ADDR: redis },
    resources: { cpu: '200m', cpuLimit: '300m', memory: '64Mi', memoryLimit: '128Mi' },
    terminationGracePeriod: 5,
  },
  inShop,
);

const catalog = new SecureDeployment(
  'productcatalogservice',
  {
    image: demo('productcatalogservice'),
    port: 3550,
    probe: 'grpc',
    env: { PORT: '3550', ...quiet },
    resources: small,
    terminationGracePeriod: 5,
  },
  inShop,
);

const currency = new SecureDeployment(
  'currencyservice',
  {
    image: demo('currencyservice'),
    port: 7000,
    probe: 'grpc',
    env: { PORT: '7000', ...quiet },
    resources: small,
    terminationGracePeriod: 5,
  },
  inShop,
);

const payment = new SecureDeployment(
  'paymentservice',
  {
    image: demo('paymentservice'),
    port: 50051,
    probe: 'grpc',
    env: { PORT: '50051', ...quiet },
    resources: small,
    terminationGracePeriod: 5,
  },
  inShop,
);

const shipping = new SecureDeployment(
  'shippingservice',
  {
    image: demo('shippingservice'),
    port: 50051,
    probe: { grpc: true, period: 5 },
    env: { PORT: '50051', ...quiet },
    resources: small,
  },
  inShop,
);

const email = new SecureDeployment(
  'emailservice',
  {
    image: demo('emailservice'),
    port: { service: 5000, container: 8080 },
    probe: { grpc: true, period: 5 },
    env: { PORT: '8080', ...quiet },
    resources: small,
    terminationGracePeriod: 5,
  },
  inShop,
);

const ads = new SecureDeployment(
  'adservice',
  {
    image: demo('adservice'),
    port: 9555,
    probe: { grpc: true, delay: 20, period: 15 },
    env: { PORT: '9555' },
    resources: { cpu: '200m', cpuLimit: '300m', memory: '180Mi', memoryLimit: '300Mi' },
    terminationGracePeriod: 5,
  },
  inShop,
);

const recommendation = new SecureDeployment(
  'recommendationservice',
  {
    image: demo('recommendationservice'),
    port: 8080,
    probe: { grpc: true, period: 5 },
    env: { PORT: '8080', ...quiet },
    uses: { PRODUCT_CATALOG_SERVICE_ADDR: catalog },
    resources: { cpu: '100m', cpuLimit: '200m', memory: '220Mi', memoryLimit: '450Mi' },
    terminationGracePeriod: 5,
  },
  inShop,
);

const checkout = new SecureDeployment(
  'checkoutservice',
  {
    image: demo('checkoutservice'),
    port: 5050,
    probe: 'grpc',
    env: { PORT: '5050' },
    uses: {
      PRODUCT_CATALOG_SERVICE_ADDR: catalog,
      SHIPPING_SERVICE_ADDR: shipping,
      PAYMENT_SERVICE_ADDR: payment,
      EMAIL_SERVICE_ADDR: email,
      CURRENCY_SERVICE_ADDR: currency,
      CART_SERVICE_ADDR: cart,
    },
    resources: small,
  },
  inShop,
);

const frontend = new SecureDeployment(
  'frontend',
  {
    image: demo('frontend'),
    port: { service: 80, container: 8080 },
    probe: { http: '/_healthz', headers: { Cookie: 'shop_session-id=x-readiness-probe' }, delay: 10 },
    env: {
      PORT: '8080',
      SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80', // not part of this release
      ENABLE_PROFILER: '0',
    },
    uses: {
      PRODUCT_CATALOG_SERVICE_ADDR: catalog,
      CURRENCY_SERVICE_ADDR: currency,
      CART_SERVICE_ADDR: cart,
      RECOMMENDATION_SERVICE_ADDR: recommendation,
      SHIPPING_SERVICE_ADDR: shipping,
      CHECKOUT_SERVICE_ADDR: checkout,
      AD_SERVICE_ADDR: ads,
    },
    resources: small,
    expose: { type: 'LoadBalancer', sourceRanges: ['203.0.113.0/24'] }, // the addresses of your office
    waivers: [
      {
        control: 'no-load-balancer-services',
        reason: 'the demo brings a load balancer of its own, so that it needs no gateway',
        owner: 'team-shop',
        expires: '2027-06-30',
      },
    ],
  },
  inShop,
);

/** Waits until the shop answers, two minutes at most. */
const WAIT_FOR_FRONTEND = [
  'for attempt in $(seq 1 12); do',
  '  if wget -q -O /dev/null "http://$FRONTEND_ADDR"; then exit 0; fi',
  '  echo "attempt $attempt: $FRONTEND_ADDR does not answer yet"; sleep 10',
  'done; exit 1',
].join('\n');

new SecureDeployment(
  'loadgenerator',
  {
    image: demo('loadgenerator'),
    replicas: 1,
    env: { USERS: '10', RATE: '1' },
    uses: { FRONTEND_ADDR: frontend },
    initContainers: [
      {
        name: 'frontend-check',
        image: 'busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
        command: ['/bin/sh', '-ec', WAIT_FOR_FRONTEND],
        uses: { FRONTEND_ADDR: frontend },
      },
    ],
    resources: { cpu: '300m', cpuLimit: '500m', memory: '256Mi', memoryLimit: '512Mi' },
    terminationGracePeriod: 5,
  },
  inShop,
);
