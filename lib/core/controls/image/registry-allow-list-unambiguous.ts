import { isAbsent, textOf } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';

/** A prefix that can only be continued inside the same path or repository: ends with a slash, or reaches the tag or digest. */
function isUnambiguous(prefix: unknown): boolean {
  if (typeof prefix !== 'string') return false;
  const slash = prefix.lastIndexOf('/');
  return slash > 0 && (slash === prefix.length - 1 || /[:@]/.test(prefix.slice(slash)));
}

/**
 * Stricter than Trivy: the constraint compares prefixes, so `registry.example.com/shop/app` without `/`, `:` or `@`
 * behind it also admits `registry.example.com/shop/app-evil`.
 * Source: Gatekeeper library, K8sAllowedRepos.
 */
export const registryAllowListUnambiguous = objectControl({
  id: 'registry-allow-list-unambiguous',
  title: 'Entries of a K8sAllowedRepos constraint cannot be extended to other repositories',
  category: 'image',
  severity: 'high',
  why: 'The constraint compares prefixes. An entry that does not end with / admits every repository whose name starts the same way, and an attacker can register one.',
  fix: "spec: { parameters: { repos: ['registry.example.com/shop/'] } }",
  refs: {
    trivy: ['KSV-0124'],
  },
  kinds: ['K8sAllowedRepos'],
  check(manifest, report) {
    const path = 'spec.parameters.repos';
    const found = fieldAt(manifest, 'spec', 'parameters', 'repos');
    if (isAbsent(found)) return;
    if (!Array.isArray(found)) {
      report({ path, found, needs: 'a list of prefixes' });
      return;
    }
    found.forEach((prefix: unknown, index) => {
      if (isUnambiguous(prefix)) return;
      const needs = 'a prefix that ends with / or reaches the tag or digest';
      report({ path: `${path}[${index}]`, found: prefix, needs, finding: textOf(prefix) });
    });
  },
  examples: {
    good: [
      { objects: [constraint(['registry.example.com/shop/', 'registry.example.com/tools/proxy:'])] },
      { note: 'no entry admits nothing', objects: [constraint(undefined)] },
    ],
    bad: [
      { note: 'admits registry.example.com.evil', objects: [constraint(['registry.example.com'])] },
      { note: 'admits …/shop-evil', objects: [constraint(['registry.example.com/shop'])] },
      { note: 'admits every port that starts so', objects: [constraint(['registry.example.com:50'])] },
      { note: 'admits everything', objects: [constraint([''])] },
      { note: 'not a list', objects: [constraint('registry.example.com/shop/')] },
    ],
  },
});

function constraint(repos: unknown) {
  return {
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'K8sAllowedRepos',
    metadata: { name: 'allowed-repos' },
    spec: { parameters: { repos } },
  };
}
