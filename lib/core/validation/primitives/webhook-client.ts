import { subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkPort } from './ports';

/** A host with an optional port, and an optional path: no user, no query, no fragment. */
const URL_FORM =
  /^https:\/\/(?:[A-Za-z0-9\-._~!$&'()*+,;=]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?(?:\/[^?#\s]*)?\??#?$/i;

/** Where a webhook is: a URL, or a Service. Source: `ValidateWebhookURL`, `ValidateWebhookService`. */
export function checkWebhookClient(client: Field): void {
  if (client.isUnknown) return;
  const [url, service] = [client.at('url'), client.at('service')];
  if (url.isSet === service.isSet)
    client.required('url or service, exactly one of them', 'service: { namespace: …, name: … }');
  else if (url.text !== undefined && !URL_FORM.test(url.text))
    url.invalid('a URL of the form https://host/path');
  else if (service.isSet && !service.isUnknown) checkService(service);
}

function checkService(service: Field): void {
  const [name, namespace] = [service.at('name'), service.at('namespace')];
  if (name.isZero) name.required('the name of the Service');
  if (namespace.isZero) namespace.required('the namespace of the Service');
  checkPort(service.at('port'));
  const path = service.at('path');
  const { text } = path;
  if (text === undefined || text === '' || text === '/') return;
  const steps = text
    .slice(text.startsWith('/') ? 1 : 0)
    .replace(/\/$/, '')
    .split('/');
  if (!text.startsWith('/') || steps.some((step) => subdomainProblems(step).length > 0))
    path.invalid("a path that begins with '/', each part of it a DNS name");
}

/** Versions of the review that a webhook reads: names, each once, and one that the server writes. */
export function checkReviewVersions(versions: Field, rule: (name: string) => readonly string[]): void {
  const accepted = ['v1', 'v1beta1'];
  if (versions.isZero) versions.required(`one of ${accepted.join(', ')}`, "['v1']");
  const seen = new Set<unknown>();
  for (const version of versions.items()) {
    if (version.isUnknown) return;
    if (seen.has(version.value)) version.invalid('each version once', 'remove one of the two');
    else for (const needs of rule(version.text ?? '')) version.misnamed(needs);
    seen.add(version.value);
  }
  if (seen.size > 0 && !accepted.some((name) => seen.has(name)))
    versions.invalid(`one of ${accepted.join(', ')} among them`, 'add v1');
}
