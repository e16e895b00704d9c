import {
  CRON_JOB_LIMIT,
  labelNameProblems,
  pathSegmentProblems,
  SUBDOMAIN_LIMIT,
  serviceNameProblems,
  subdomainProblems,
} from '../../manifest/names';
import { isOn, type ValidationContext } from '../context';
import type { Field } from '../field';

export { CRON_JOB_LIMIT };

/** The problems of a name; `lib/core/manifest/names` has one such function for each rule. */
export type NameRule = (name: string) => readonly string[];

/** A name that has to be there. @param needs what it names, such as `the name of a volume` */
export function checkRequiredName(field: Field, rule: NameRule, needs: string): void {
  if (field.isZero) field.required(needs);
  else checkName(field, rule);
}

/** A name; an absent or empty one is none. */
export function checkName(field: Field, rule: NameRule): void {
  if (!field.isZero) checkText(field, rule);
}

/** A string that may not be empty either where it is: what a pointer of the API holds. */
export function checkText(field: Field, rule: NameRule): void {
  const { text } = field;
  if (text === undefined) return;
  for (const needs of rule(text)) field.misnamed(needs);
}

/** The rule for names of Services: a label that begins with a letter; from 1.36 on any label. */
export function serviceNames(context: ValidationContext): NameRule {
  return isOn('RelaxedServiceNameValidation', context) ? labelNameProblems : serviceNameProblems;
}

/** A name that only has to fit into a URL, and may be empty. */
export function segmentProblems(name: string): readonly string[] {
  return name === '' ? [] : pathSegmentProblems(name);
}

const WILDCARD = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A DNS name, or one whose first label is `*`. */
export function hostProblems(name: string): readonly string[] {
  if (!name.includes('*')) return subdomainProblems(name);
  const problems = name.length > SUBDOMAIN_LIMIT ? [`at most ${SUBDOMAIN_LIMIT} characters`] : [];
  if (!WILDCARD.test(name)) problems.push("a DNS name after '*.', such as *.example.com");
  return problems;
}

const PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** A path with a domain before it, such as `example.com/name`. */
export function checkDomainPath(field: Field): void {
  const { text } = field;
  if (field.isZero) {
    field.required('a path with a domain before it, such as example.com/name');
    return;
  }
  if (text === undefined) return;
  const slash = text.indexOf('/');
  const [domain, path] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash <= 0 || path === '') {
    field.invalid('a path with a domain before it, such as example.com/name');
    return;
  }
  for (const needs of subdomainProblems(domain)) field.misnamed(`before the '/' ${needs}`);
  if (!PATH.test(path)) field.invalid("letters, digits and -._~%!$&'()*+,;=: after the '/'");
}
