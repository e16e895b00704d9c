import ts from 'typescript';
import { type Definition, declarations, type PropDocs, readProps } from './props-read';

/** The constructs with the interfaces of their props. Every interface that extends WorkloadProps is a kind of workload. */
export const CONSTRUCTS: Readonly<Record<string, readonly string[]>> = {
  HardenedApp: ['AppProps'],
  IsolatedNamespace: ['NamespaceProps'],
  Tenant: ['TenantProps'],
  LeastPrivilegeServiceAccount: ['AccountProps'],
  TeamAccess: ['TeamAccessProps'],
  NodePool: ['NodePoolProps'],
  Deployer: ['DeployerProps'],
  BreakGlass: ['BreakGlassProps'],
  SharedClaim: ['SharedClaimProps'],
  Snapshot: ['SnapshotProps'],
  ...Object.fromEntries(
    workloadKinds().map((name) => [`Secure${name.replace(/Props$/, '')}`, [name, 'IdentityProps']]),
  ),
};

/** Functions that take props, with their interfaces. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = { environments: ['EnvironmentProps'] };

function workloadKinds(): readonly string[] {
  return [...declarations()]
    .filter(([, node]) => ts.isInterfaceDeclaration(node) && basesOf(node).includes('WorkloadProps'))
    .map(([name]) => name)
    .sort();
}

function basesOf(node: ts.InterfaceDeclaration): readonly string[] {
  const types = (node.heritageClauses ?? []).flatMap((clause) => [...clause.types]);
  return types.map(({ expression }) => expression.getText());
}

/** The definitions of the props of all constructs, and of everything in them. */
export function readAll(): readonly Definition[] {
  return readProps([...new Set([CONSTRUCTS, FUNCTIONS].flatMap((table) => Object.values(table).flat()))]);
}

/** docs/props.md */
export function propsPage(definitions: readonly Definition[]): string {
  const named = new Map(definitions.map((definition) => [definition.name, definition]));
  return `${[
    '# Props',
    'Every prop of every construct, as both front ends take them: cdk8s in an object called props, Pulumi in one called args.\n' +
      '`Text` is a string, in Pulumi also an `Output` of one, at any depth. Everything else decides which objects there are, or what\n' +
      'they are called, and has to be known while the program runs. `npm run docs` writes this page from the interfaces, and a\n' +
      '[test](../test/scripts/props.test.ts) compares them.',
    [
      '| Construct | Props |',
      '|---|---|',
      ...Object.entries({ ...CONSTRUCTS, ...FUNCTIONS }).map(constructRow(named)),
    ].join('\n'),
    ...definitions.map(section),
  ].join('\n\n')}\n`;
}

function constructRow(named: ReadonlyMap<string, Definition>) {
  return ([name, interfaces]: readonly [string, readonly string[]]): string => {
    const all = interfaces.flatMap((item) => withBases(item, named));
    return `| \`${name}\` | ${all.map((item) => `[${item}](#${item.toLowerCase()})`).join(', ')} |`;
  };
}

function withBases(name: string, named: ReadonlyMap<string, Definition>): readonly string[] {
  const bases = named.get(name)?.form.extends ?? [];
  return [...bases.flatMap((base) => withBases(base, named)), name];
}

function section({ name, text, type, form, props }: Definition): string {
  const bases = (form.extends ?? []).map((base) => `[${base}](#${base.toLowerCase()})`);
  const also = bases.length === 0 ? '' : ` Also takes ${bases.join(' and ')}.`;
  const table = ['| Prop | Type | Default | |', '|---|---|---|---|', ...props.map(row)];
  return [
    `## ${name}`,
    `${text}${also}`,
    type === undefined ? '' : `\`${type}\``,
    props.length === 0 ? '' : table.join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function row({ name, type, required, text, byDefault, optOut }: PropDocs): string {
  const fallback = required ? '**required**' : (byDefault ?? 'none');
  const controls = optOut.map((id) => `[${id}](controls/${id}.md)`).join(' and ');
  const gives = controls === '' ? '' : ` Opts out of ${controls}.`;
  return `| \`${name}\` | \`${cell(type)}\` | ${cell(fallback)} | ${cell(text)}${gives} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
