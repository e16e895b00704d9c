import {
  labelNameProblems,
  pathSegmentProblems,
  portNameProblems,
  subdomainProblems,
} from '../../manifest/names';
import type { Field } from '../field';
import { parseAddress } from '../primitives/addresses';
import {
  checkDomainPath,
  checkName,
  checkRequiredName,
  checkText,
  hostProblems,
  serviceNames,
} from '../primitives/names';
import { checkPort } from '../primitives/ports';
import { checkLength } from '../primitives/text';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_AT_END = ['/..', '/.'];
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const LONGEST_CONTROLLER = 250;

/** Source: `ValidateIngressCreate`. */
export function checkIngress(ingress: Field): void {
  const spec = ingress.at('spec');
  const [rules, backend, className] = [
    spec.at('rules'),
    spec.at('defaultBackend'),
    spec.at('ingressClassName'),
  ];
  if (rules.isZero && !backend.isSet && !spec.isUnknown)
    spec.invalid('rules, or a default backend', 'write one of them');
  if (backend.isSet) checkBackend(backend);
  for (const rule of rules.items()) checkRule(rule);
  for (const tls of spec.at('tls').items()) {
    for (const host of tls.at('hosts').items()) checkText(host, hostProblems);
    checkName(tls.at('secretName'), subdomainProblems);
  }
  checkText(className, subdomainProblems);
  const annotation = ingress.in('metadata', 'annotations').at(CLASS_ANNOTATION);
  if (className.text !== undefined && annotation.text !== undefined && className.text !== annotation.text)
    annotation.invalid(`the class that spec.ingressClassName names`, 'remove the annotation');
}

function checkRule(rule: Field): void {
  const host = rule.at('host');
  if (host.text !== undefined && host.text !== '' && parseAddress(host.text) !== undefined)
    host.invalid('a DNS name, not an IP address');
  checkName(host, hostProblems);
  const http = rule.at('http');
  if (!http.isSet || http.isUnknown) return;
  const paths = http.at('paths');
  if (paths.isZero) paths.required('at least one path');
  for (const path of paths.items()) checkPath(path);
}

function checkPath(entry: Field): void {
  const [path, type] = [entry.at('path'), entry.at('pathType')];
  if (!type.isSet) {
    type.required('the type of the path', 'pathType: Prefix');
    return;
  }
  const text = path.textOr('') ?? '/';
  if (type.text === 'Exact' || type.text === 'Prefix') checkPathText(path, text);
  else if (type.text === 'ImplementationSpecific') {
    if (text !== '' && !text.startsWith('/')) path.invalid("a path that begins with '/'");
  } else if (!type.isUnknown) type.notSupported(PATH_TYPES);
  checkBackend(entry.at('backend'));
}

function checkPathText(path: Field, text: string): void {
  if (!text.startsWith('/')) path.invalid("a path that begins with '/'", "path: '/'");
  for (const part of FORBIDDEN_IN_PATH) if (text.includes(part)) path.invalid(`a path without '${part}'`);
  for (const end of FORBIDDEN_AT_END)
    if (text.endsWith(end)) path.invalid(`a path that does not end with '${end}'`);
}

function checkBackend(backend: Field): void {
  if (backend.isUnknown) return;
  const [resource, service] = [backend.at('resource'), backend.at('service')];
  if (resource.isSet && service.isSet) backend.invalid('a service, or a resource, not both');
  else if (resource.isSet) checkReference(resource);
  else if (service.isSet) checkService(backend, service);
  else backend.invalid('a service or a resource', 'service: { name: …, port: { number: … } }');
}

function checkService(backend: Field, service: Field): void {
  checkRequiredName(service.at('name'), serviceNames(service.context), 'the name of a Service');
  const port = service.at('port');
  if (port.isUnknown) return;
  const [name, number] = [port.at('name'), port.at('number')];
  if (!name.isZero && !number.isZero) backend.invalid('the name or the number of a port, not both');
  else if (!name.isZero) checkText(name, portNameProblems);
  else if (!number.isZero) checkPort(number);
  else backend.required('the name or the number of a port', 'service.port: { number: … }');
}

function checkReference(reference: Field): void {
  checkText(reference.at('apiGroup'), subdomainProblems);
  checkRequiredName(reference.at('kind'), pathSegmentProblems, 'a kind');
  checkRequiredName(reference.at('name'), pathSegmentProblems, 'a name');
}

/** Source: `ValidateIngressClass`. */
export function checkIngressClass(ingressClass: Field): void {
  const spec = ingressClass.at('spec');
  const controller = spec.at('controller');
  checkLength(controller, LONGEST_CONTROLLER);
  checkDomainPath(controller);
  const parameters = spec.at('parameters');
  if (!parameters.isSet || parameters.isUnknown) return;
  checkReference(parameters);
  const [scope, namespace] = [parameters.at('scope'), parameters.at('namespace')];
  switch (scope.isSet ? scope.text : 'Cluster') {
    case 'Namespace':
      if (!namespace.isSet) namespace.required('the namespace of the parameters');
      else checkText(namespace, labelNameProblems);
      break;
    case 'Cluster':
      if (namespace.isSet) namespace.forbidden("no namespace where scope is 'Cluster'");
      break;
    default:
      if (!scope.isUnknown) scope.notSupported(['Cluster', 'Namespace']);
  }
}
