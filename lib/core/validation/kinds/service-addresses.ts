import type { Field } from '../field';
import { checkAddress, parseAddress } from '../primitives/addresses';

const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const V4_BYTES = 4;

/** Whether a Service has no address of its own: `clusterIP: None`. */
export function isHeadless(spec: Field): boolean {
  const listed = spec.at('clusterIPs').items();
  return listed.length === 0
    ? spec.at('clusterIP').text === 'None'
    : listed.length === 1 && listed[0]?.text === 'None';
}

/**
 * The addresses of a Service that is no external name, and their families. One address is in both fields; the API
 * fills the list from the single field.
 * Source: `ValidateServiceClusterIPsRelatedFields`, `initIPFamilyFields`.
 */
export function checkClusterAddresses(spec: Field, type: string | undefined): void {
  const [single, list, families] = [spec.at('clusterIP'), spec.at('clusterIPs'), spec.at('ipFamilies')];
  const items = list.items();
  if (isHeadless(spec) && (type === 'LoadBalancer' || type === 'NodePort'))
    (items[0] ?? single).invalid(
      `an address, or none of these fields, where type is ${type}`,
      'remove the field',
    );
  const [first] = items;
  if (first !== undefined && !single.isUnknown && !first.isUnknown) {
    if (single.isZero)
      list.invalid('none unless clusterIP is set', 'write the first of them as clusterIP too');
    else if (first.value !== single.value) list.invalid('clusterIP as the first of them');
  }
  const plausible = checkFamilyNames(families.items());
  const policy = spec.at('ipFamilyPolicy');
  if (policy.text !== undefined && !FAMILY_POLICIES.includes(policy.text))
    policy.notSupported(FAMILY_POLICIES);
  const valid = first === undefined ? checkSingle(single) : checkList(list, items);
  if (valid) checkFamilies(spec, first === undefined ? [single] : items, plausible);
}

/** Whether each is a family, and appears once. */
function checkFamilyNames(families: readonly Field[]): boolean {
  const seen = new Set<unknown>();
  let valid = true;
  for (const family of families) {
    if (family.isUnknown) continue;
    const known = FAMILIES.includes(family.text ?? '');
    if (!known) family.notSupported(FAMILIES);
    if (seen.has(family.value)) family.duplicate('each family once');
    valid &&= known && !seen.has(family.value);
    seen.add(family.value);
  }
  return valid;
}

function checkSingle(address: Field): boolean {
  if (address.isZero || address.text === 'None' || address.text === undefined) return true;
  return checkAddress(address) !== undefined;
}

function checkList(list: Field, items: readonly Field[]): boolean {
  let valid = true;
  for (const [index, item] of items.entries()) {
    if (index === 0 && item.text === 'None') {
      if (items.length === 1) continue;
      list.invalid("'None' as the only one", "clusterIPs: ['None']");
      valid = false;
    } else if (item.text !== undefined && checkAddress(item) === undefined) valid = false;
  }
  if (items.length > 2) list.invalid('at most two, one of each family');
  return valid;
}

function checkFamilies(spec: Field, addresses: readonly Field[], plausible: boolean): void {
  const [families, policy] = [spec.at('ipFamilies').items(), spec.at('ipFamilyPolicy')];
  const found = addresses.map(familyOf);
  const listed = spec.at('clusterIPs');
  if (addresses.length === 2 && found[0] !== undefined && found[0] === found[1])
    listed.invalid('at most one address of each family');
  if (!isHeadless(spec)) {
    for (const [index, family] of families.entries()) {
      const is = found[index];
      if (is !== undefined && FAMILIES.includes(family.text ?? '') && family.text !== is)
        addresses[index]?.invalid(`an address of ${family.text}, as ipFamilies says`);
    }
  }
  const single = policy.isSet ? policy.text === 'SingleStack' : isSingleByDefault(spec);
  if (plausible && single && (addresses.length === 2 || families.length === 2))
    policy.invalid(
      'PreferDualStack or RequireDualStack, where there are two families',
      'ipFamilyPolicy: PreferDualStack',
    );
}

/** Without a policy a Service has one family, unless it has neither an address nor a selector. */
function isSingleByDefault(spec: Field): boolean {
  return !(spec.at('clusterIP').text === 'None' && spec.at('selector').isZero);
}

function familyOf(address: Field): string | undefined {
  const parsed = address.text === undefined ? undefined : parseAddress(address.text);
  if (parsed === undefined) return undefined;
  return parsed.bytes.length === V4_BYTES ? 'IPv4' : 'IPv6';
}
