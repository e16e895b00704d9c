import { labelNameProblems, subdomainProblems } from '../../manifest/names';
import { isOn } from '../context';
import type { Field } from '../field';
import { checkAddress } from '../primitives/addresses';
import { checkOneOf } from '../primitives/lists';
import { checkName } from '../primitives/names';
import { checkLength, checkRequired } from '../primitives/text';
import type { PodScope } from './scope';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const SERVER_LIMIT = 3;
const SEARCH_LIMIT = 32;
const SEARCH_TEXT_LIMIT = 2048;
const PART = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SEARCH = new RegExp(`^${PART}(\\.${PART})*$`);

/** How a pod resolves names. Source: `validatePodDNSConfig`. */
export function checkDns({ spec }: PodScope): void {
  const [policy, config] = [spec.at('dnsPolicy'), spec.at('dnsConfig')];
  checkOneOf(policy, POLICIES);
  if (config.isUnknown) return;
  const servers = config.at('nameservers');
  if (policy.text === 'None') {
    if (!config.isSet) {
      config.required('a dnsConfig, as dnsPolicy is None');
      return;
    }
    if (servers.isZero) {
      servers.required('at least one name server, as dnsPolicy is None');
      return;
    }
  }
  const { length } = servers.items();
  if (length > SERVER_LIMIT) servers.tooMany(SERVER_LIMIT, length);
  for (const server of servers.items()) checkAddress(server);
  checkSearches(config.at('searches'));
  for (const option of config.at('options').items()) {
    if (!option.isUnknown) checkRequired(option.at('name'), 'the name of an option');
  }
}

function checkSearches(searches: Field): void {
  const items = searches.items();
  if (items.length > SEARCH_LIMIT) searches.tooMany(SEARCH_LIMIT, items.length);
  const text = items.map((item) => item.text ?? '').join(' ');
  if (text.length > SEARCH_TEXT_LIMIT) searches.tooLong(SEARCH_TEXT_LIMIT, text.length, 'characters in all');
  for (const search of items) {
    if (search.text === undefined || search.text === '.') continue;
    const domain = search.text.endsWith('.') ? search.text.slice(0, -1) : search.text;
    if (domain.length > 253 || !SEARCH.test(domain))
      search.misnamed("a domain of lower-case letters, digits, '-' and '_'");
  }
}

/** Names of a pod in the DNS, and names that it knows by itself. */
export function checkHostNames({ spec, hostNetwork, isStateful }: PodScope): void {
  for (const name of isStateful ? [] : ['hostname', 'subdomain']) checkName(spec.at(name), labelNameProblems);
  for (const alias of spec.at('hostAliases').items()) {
    if (alias.isUnknown) continue;
    if (checkRequired(alias.at('ip'), 'an IP address')) checkAddress(alias.at('ip'));
    for (const name of alias.at('hostnames').items()) {
      for (const needs of subdomainProblems(name.text ?? 'a')) name.misnamed(needs);
    }
  }
  const override = spec.at('hostnameOverride');
  if (override.isSet && isOn('HostnameOverride', spec.context)) checkOverride(override, spec, hostNetwork);
}

const OVERRIDE_LIMIT = 64;

function checkOverride(override: Field, spec: Field, hostNetwork: boolean): void {
  if (spec.at('setHostnameAsFQDN').isTrue) override.forbidden('none, as setHostnameAsFQDN is true');
  if (hostNetwork) override.forbidden('none, as hostNetwork is true');
  const { text } = override;
  if (text === undefined) return;
  checkLength(override, OVERRIDE_LIMIT);
  for (const needs of subdomainProblems(text)) override.misnamed(needs);
}
