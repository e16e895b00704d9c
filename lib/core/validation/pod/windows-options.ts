import { subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { utf8Length } from '../primitives/bytes';

const SPEC_LIMIT = 64 * 1024;
const DOMAIN_LIMIT = 256;
const USER_LIMIT = 104;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const NOT_IN_USER = /["/\\:;|=,+*?<>@[\]]/;
const DOTS_AND_SPACES = /^[. ]+$/;

/** Windows options of a pod or container. Source: `validateWindowsSecurityContextOptions`. */
export function checkWindowsOptions(options: Field): void {
  if (!options.isSet || options.isUnknown) return;
  const [name, spec, user] = [
    options.at('gmsaCredentialSpecName'),
    options.at('gmsaCredentialSpec'),
    options.at('runAsUserName'),
  ];
  if (name.text !== undefined) for (const needs of subdomainProblems(name.text)) name.misnamed(needs);
  if (spec.text === '') spec.invalid('a credential spec, not an empty text');
  const length = utf8Length(spec.text ?? '');
  if (length > SPEC_LIMIT) spec.tooLong(SPEC_LIMIT, length, 'bytes');
  if (user.text !== undefined) checkUser(user, user.text);
}

function checkUser(field: Field, text: string): void {
  if (text === '') {
    field.invalid('a user, not an empty text');
    return;
  }
  if (hasControl(text)) {
    field.invalid('a user without control characters');
    return;
  }
  const parts = text.split('\\');
  if (parts.length > 2) {
    field.invalid('DOMAIN\\user, with one backslash at most');
    return;
  }
  const domain = parts.length === 2 ? parts[0] : undefined;
  if (domain !== undefined) checkDomain(field, domain);
  checkUserName(field, parts.at(-1) ?? '');
}

function hasControl(text: string): boolean {
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 32 || code === 127) return true;
  }
  return false;
}

function checkDomain(field: Field, domain: string): void {
  if (utf8Length(domain) >= DOMAIN_LIMIT) field.invalid(`a domain of less than ${DOMAIN_LIMIT} characters`);
  if (!NET_BIOS.test(domain) && !DNS.test(domain))
    field.invalid('a NetBIOS or DNS name before the backslash');
}

function checkUserName(field: Field, user: string): void {
  if (user === '') field.invalid('a user after the backslash');
  if (utf8Length(user) > USER_LIMIT) field.invalid(`a user of at most ${USER_LIMIT} characters`);
  if (DOTS_AND_SPACES.test(user)) field.invalid('a user that is more than dots and spaces');
  if (NOT_IN_USER.test(user)) field.invalid('a user without any of "/\\:;|=,+*?<>@[]');
}
