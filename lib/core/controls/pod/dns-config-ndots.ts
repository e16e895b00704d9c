import { isAbsent, isPlain } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { leavePod, podControl, reportPod } from '../control';
import { shortNameUser } from '../facts/texts';
import { fieldAt } from '../field';
import { objectIn } from '../workload/shared/draft';

/** Parameters of `dns-config-ndots`. */
export interface NdotsParams {
  /** Names with at least so many dots are asked as they are before the search list is tried; 1 to 15. */
  readonly ndots: number;
}

const DEFAULTS: NdotsParams = { ndots: 2 };

/** Whether the value of the option is a number from 1 to the limit; in the API it is text. */
function isLow(value: unknown, limit: number): boolean {
  return typeof value === 'string' && /^[1-9]\d?$/.test(value) && Number(value) <= limit;
}

/** Why the search list stays what it is for every name: musl asks names with `ndots` dots or more only as they are. */
function searchReason(pod: Pod): string | undefined {
  const user = shortNameUser(pod);
  if (user !== undefined) {
    return `container ${user.name} has a name that ends in .svc, which musl would not find: write it in full, with the domain of the cluster`;
  }
  const image = pod.containers.map(({ spec }) => spec.image).find(isMusl);
  return image === undefined
    ? undefined
    : `${String(image)} has the C library musl, which asks names with two dots only as they are: write such names in full, and set it`;
}

function isMusl(image: unknown): boolean {
  return typeof image === 'string' && /\balpine|\bmusl/.test(image);
}

function saysNdots(pod: Pod): boolean {
  const options = fieldAt(pod.spec, 'dnsConfig', 'options');
  return Array.isArray(options) && options.some((option) => fieldAt(option, 'name') === 'ndots');
}

/** A lower value than asked for is fine. Source: resolv.conf(5); Kubernetes documentation, Pod's DNS Config. */
export const dnsConfigNdots = podControl({
  id: 'dns-config-ndots',
  title: 'Names outside of the cluster are looked up once',
  category: 'pod',
  severity: 'low',
  why: 'With the default of 5, a name such as api.example.com is first looked up in each search domain. This multiplies the load on DNS, and leaks external names to the servers of those domains.',
  fix: "dnsConfig: { options: [{ name: ndots, value: '2' }] }",
  code: "leave out ndots: 'optOut'",
  breaks:
    'Names with two dots that rely on the search list: write them as fully qualified names, such as name.namespace.svc.cluster.local.',
  refs: {
    kubeLinter: ['dnsconfig-options'],
    kyverno: ['add-ndots', 'change-dns-config-policy'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    const options = fieldAt(pod.spec, 'dnsConfig', 'options');
    let seen = false;
    if (Array.isArray(options)) {
      for (let index = 0; index < options.length; index += 1) {
        const option: unknown = options[index];
        if (fieldAt(option, 'name') !== 'ndots') continue;
        seen = true;
        const found = fieldAt(option, 'value');
        if (isLow(found, params.ndots)) continue;
        reportPod(report, pod, `dnsConfig.options[${index}].value`, found, `'${params.ndots}' or lower`);
      }
    }
    if (seen) return;
    const unknown = Array.isArray(options) && !options.every(isOtherOption) ? true : undefined;
    reportPod(report, pod, 'dnsConfig.options', options, `ndots with '${params.ndots}'`, { unknown });
  },
  harden(pod, context) {
    const { params } = context;
    const reason = searchReason(pod);
    if (reason !== undefined) {
      if (!saysNdots(pod)) leavePod(context, pod, 'dnsConfig.options', reason);
      return;
    }
    const config = objectIn(pod.spec, 'dnsConfig');
    if (config === undefined) return;
    const option = { name: 'ndots', value: String(params.ndots) };
    if (isAbsent(config.options)) config.options = [option];
    else if (Array.isArray(config.options) && config.options.every(isOtherOption))
      config.options.push(option);
  },
  writes: [
    {
      field: 'dnsConfig',
      mayStop:
        'where the image has the C library musl, names with two dots that rely on the search list are no longer found: write them in full, as name.namespace.svc.cluster.local',
      when: ({ pod }) => pod?.windows !== true,
    },
  ],
  examples: {
    good: [
      { spec: { dnsConfig: { options: [{ name: 'edns0' }, { name: 'ndots', value: '2' }] } } },
      { spec: { dnsConfig: { options: [{ name: 'ndots', value: '1' }] } } },
      { params: { ndots: 3 }, spec: { dnsConfig: { options: [{ name: 'ndots', value: '3' }] } } },
    ],
    bad: [
      { note: 'the default is 5' },
      { spec: { dnsConfig: { nameservers: ['10.0.0.10'], options: [{ name: 'timeout', value: '2' }] } } },
      { spec: { dnsConfig: { options: [{ name: 'ndots', value: '5' }] } } },
      { note: 'no value', spec: { dnsConfig: { options: [{ name: 'ndots' }] } } },
      { note: 'not a list', spec: { dnsConfig: { options: 'ndots:2' } } },
    ],
  },
});

/** Whether an option can be seen, and is another one. */
function isOtherOption(option: unknown): boolean {
  return isPlain(option) && typeof option.name === 'string' && option.name !== 'ndots';
}
