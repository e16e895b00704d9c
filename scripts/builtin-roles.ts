import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../lib/core/manifest/plain';
import { matches, selectorOf } from '../lib/core/manifest/selector';
import { readYaml } from '../lib/core/yaml';

/**
 * Writes lib/core/rbac/builtin-roles.generated.json: the ClusterRoles that an API server makes by itself, and their rules,
 * aggregated ones in full. The argument is the folder `bootstrappolicy/testdata` of a source tree of Kubernetes.
 */

const FIELDS = ['apiGroups', 'resources', 'resourceNames', 'nonResourceURLs', 'verbs'];

function rolesIn(folder: string): Map<string, PlainObject> {
  const roles = new Map<string, PlainObject>();
  for (const file of ['cluster-roles.yaml', 'controller-roles.yaml']) {
    const { documents } = readYaml(readFileSync(join(folder, file), 'utf8'), file);
    for (const { value } of documents) {
      for (const role of isPlain(value) ? objectsAt(value, 'items') : []) {
        roles.set(stringAt(objectAt(role, 'metadata'), 'name') ?? '', role);
      }
    }
  }
  return roles;
}

function rulesOf(name: string, roles: ReadonlyMap<string, PlainObject>): PlainObject[] {
  const role = roles.get(name);
  const aggregation = objectAt(role, 'aggregationRule');
  if (aggregation === undefined) return objectsAt(role, 'rules').map(plain);
  const selectors = objectsAt(aggregation, 'clusterRoleSelectors').map(selectorOf);
  return [...roles].flatMap(([other, { metadata }]) => {
    const labels = (isPlain(metadata) ? objectAt(metadata, 'labels') : undefined) ?? {};
    const selected = selectors.some((selector) => selector !== undefined && matches(selector, labels));
    return other !== name && selected ? rulesOf(other, roles) : [];
  });
}

function plain(rule: PlainObject): PlainObject {
  return Object.fromEntries(FIELDS.filter((field) => field in rule).map((field) => [field, rule[field]]));
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: tsx scripts/builtin-roles.ts FOLDER');
const roles = rolesIn(folder);
const lines = [...roles.keys()].sort().map((name) => {
  const rules = [...new Set(rulesOf(name, roles).map((rule) => JSON.stringify(rule)))];
  return `  ${JSON.stringify(name)}: [${rules.map((rule) => `\n    ${rule}`).join(',')}\n  ]`;
});
writeFileSync(
  join(__dirname, '../lib/core/rbac/builtin-roles.generated.json'),
  `{\n${lines.join(',\n')}\n}\n`,
);
