import { labelNameProblems, SUBDOMAIN_LIMIT, subdomainProblems } from '../../../manifest/names';
import { append } from '../../../manifest/plain';
import type { Field } from '../../field';
import { checkRequired } from '../../primitives/text';

/** The name of a signer of certificates, such as `example.com/signer`. Source: `ValidateSignerName`. */
export function checkSignerName(field: Field): void {
  if (!checkRequired(field, 'the name of a signer, such as example.com/signer')) return;
  for (const needs of signerNameProblems(field.text ?? 'a.b/c')) field.misnamed(needs);
}

function signerNameProblems(text: string): string[] {
  const [domain = '', path, ...rest] = text.split('/');
  if (path === undefined || rest.length > 0) return ["a domain and a path with one '/' between them"];
  const problems =
    domain.length > SUBDOMAIN_LIMIT ? [`at most ${SUBDOMAIN_LIMIT} characters before the '/'`] : [];
  const labels = domain.split('.');
  const wrong = labels.map(labelNameProblems).find((found) => found.length > 0) ?? [];
  append(
    problems,
    wrong.map((needs) => `in the domain ${needs}`),
  );
  if (labels.length < 2) problems.push("a domain of two parts or more before the '/'");
  const below =
    path
      .split('.')
      .map(subdomainProblems)
      .find((found) => found.length > 0) ?? [];
  return [...problems, ...below.map((needs) => `after the '/' ${needs}`)];
}

/** Whether a signer is one of Kubernetes itself, whose certificates live a day at most. */
export function isKubernetesSigner(signer: string): boolean {
  return `.${signer.split('/')[0] ?? ''}`.endsWith('.kubernetes.io');
}

/** What is wrong with the name of a ClusterTrustBundle; one of a signer begins with the signer's name. */
export function trustBundleNameProblems(name: string): string[] {
  return subdomainProblems(name.slice(name.lastIndexOf(':') + 1));
}
