import { labelNameProblems } from '../../manifest/names';
import { compareQuantities, formatQuantity, parseQuantity, type Quantity } from '../../manifest/quantity';
import type { Field } from '../field';
import { quantityAt } from '../primitives/numbers';
import { checkAmount, checkContainerResourceName, isHugePages, mayOvercommit } from '../primitives/resources';
import type { Names } from './scope';

/** Refuses the key of an amount where it names no resource that can be there. */
type CheckName = (amount: Field) => void;

/** The resources of a container. Source: `validateResourceRequirements`. */
export function checkResources(resources: Field, claims: Names): void {
  if (resources.isUnknown) return;
  checkAmounts(resources, checkContainerResourceName);
  checkClaimNames(resources.at('claims'), claims);
}

/** What a sandbox of the pod takes besides its containers. */
export function checkOverhead(overhead: Field): void {
  for (const amount of overhead.entries()) checkEntry(amount, checkContainerResourceName);
  checkPages(overhead, [overhead]);
}

/** Limits and requests: names, amounts, and requests within limits. */
export function checkAmounts(resources: Field, checkName: CheckName): void {
  const [limits, requests] = [resources.at('limits'), resources.at('requests')];
  for (const amount of [...limits.entries(), ...requests.entries()]) checkEntry(amount, checkName);
  for (const request of requests.entries()) checkAgainstLimit(request, limits);
  checkPages(resources, [limits, requests]);
}

function checkEntry(amount: Field, checkName: CheckName): void {
  checkName(amount);
  checkAmount(amount);
  const quantity = quantityAt(amount);
  if (quantity !== undefined && isHugePages(amount.key) && !isWholePages(amount.key, quantity))
    amount.invalid(`a multiple of the size in ${amount.key}`);
}

const PREFIX = 'hugepages-';
const UNIT = 1_000_000_000n;

function isWholePages(name: string, { nanos }: Quantity): boolean {
  const size = parseQuantity(name.slice(PREFIX.length));
  if (size === undefined || size.nanos <= 0n || size.nanos % UNIT !== 0n) return false;
  // Amounts are counted in whole units, rounded up.
  return ((nanos + UNIT - 1n) / UNIT) % (size.nanos / UNIT) === 0n;
}

function checkPages(owner: Field, sides: readonly Field[]): void {
  const names = sides.flatMap((side) => side.entries().map(({ key }) => key));
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    owner.forbidden('cpu or memory beside huge pages', 'add a request or limit of memory');
}

function checkAgainstLimit(request: Field, limits: Field): void {
  const name = request.key;
  const limit = limits.at(name);
  if (limits.isUnknown || limit.isUnknown) return;
  if (!limit.isSet) {
    if (!mayOvercommit(name))
      request.invalid('a limit too: of this resource requests equal limits', `add ${name} to limits`);
    return;
  }
  const [asked, most] = [quantityAt(request), quantityAt(limit)];
  if (asked === undefined || most === undefined) return;
  const order = compareQuantities(asked, most);
  const text = formatQuantity(most);
  if (!mayOvercommit(name) && order !== 0)
    request.invalid(`as much as the limit, ${text}`, `${name}: ${text}`);
  else if (order > 0) request.invalid(`at most the limit, ${text}`, `${name}: ${text}, or a higher limit`);
}

/** Claims of the pod that a container uses: each once, and only those that there are. */
function checkClaimNames(claims: Field, known: Names): void {
  if (!known.complete && known.byName.size === 0) return;
  const uses: Uses = { whole: new Set(), requests: new Map() };
  for (const claim of claims.items()) {
    const [name, request] = [claim.at('name'), claim.at('request')];
    if (claim.isUnknown || name.isUnknown || request.isUnknown) continue;
    if (name.isZero) {
      name.required('the name of a claim of the pod');
      continue;
    }
    if (name.text === undefined) continue;
    if (known.complete && !known.byName.has(name.text))
      name.invalid('the name of one of the resourceClaims of the pod');
    checkUse(claim, name.text, request, uses);
  }
}

/** Which claims a container uses as a whole, and of which it uses single requests. */
interface Uses {
  readonly whole: Set<string>;
  readonly requests: Map<string, Set<string>>;
}

function checkUse(claim: Field, name: string, request: Field, { whole, requests }: Uses): void {
  const needs = 'each claim, or each of its requests, once';
  const used = requests.get(name) ?? new Set<string>();
  requests.set(name, used);
  const text = request.text ?? '';
  if (whole.has(name)) claim.duplicate(needs);
  else if (text === '') {
    if (used.size > 0) claim.duplicate(needs);
    whole.add(name);
  } else {
    for (const problem of labelNameProblems(text)) request.misnamed(problem);
    if (used.has(text)) claim.duplicate(needs);
    used.add(text);
  }
}

/** The claims of a pod, and where they come from. Source: `validatePodResourceClaim`. */
export function checkResourceClaims(claims: Field, checkClaimName: (name: Field) => void): void {
  const seen = new Set<string>();
  for (const claim of claims.items()) {
    if (claim.isUnknown) continue;
    const name = claim.at('name');
    if (name.isZero) name.required('a name');
    else if (name.text !== undefined) {
      if (seen.has(name.text)) name.duplicate('a name of its own in the pod', 'choose another name', true);
      else for (const needs of labelNameProblems(name.text)) name.misnamed(needs);
      seen.add(name.text);
    }
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].map((key) => claim.at(key));
    const set = sources.filter((source) => source.isSet);
    if (set.length !== 1)
      claim.invalid('resourceClaimName or resourceClaimTemplateName', 'write one of the two');
    for (const source of set) checkClaimName(source);
  }
}
