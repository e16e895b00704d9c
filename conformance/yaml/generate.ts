/** Documents that are YAML as a rule, in every spelling that YAML has for a value. */
import fc from 'fast-check';

type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded';

interface ScalarNode {
  readonly type: 'scalar';
  readonly text: string;
  readonly style: Style;
  readonly properties: string;
}

interface AliasNode {
  readonly type: 'alias';
  readonly name: string;
}

interface ListNode {
  readonly type: 'list';
  readonly items: readonly Node[];
  readonly flow: boolean;
  /** Columns between a key and its list, between a dash and what follows, and the like. */
  readonly indent: number;
  readonly properties: string;
}

interface MapNode {
  readonly type: 'map';
  readonly entries: readonly { readonly key: Node; readonly value: Node; readonly between: string }[];
  readonly flow: boolean;
  readonly indent: number;
  readonly properties: string;
}

type Node = ScalarNode | AliasNode | ListNode | MapNode;

const strings = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'name',
      'items',
      'kind',
      'v1',
      'web-1',
      'x y',
      'a: b',
      'a #b',
      '- a',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('yes', 'No', 'on', '~', 'null', 'true', '', '<<', '=', '.inf', '---', '...'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '0',
      '-0',
      '010',
      '0x1F',
      '1_000',
      '1e3',
      '.5',
      '1.',
      '0b1',
      '9007199254740993',
      '12:30',
      '1e999',
    ),
  },
  { weight: 2, arbitrary: fc.integer().map(String) },
  { weight: 2, arbitrary: fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String) },
  { weight: 2, arbitrary: fc.double({ noNaN: true }).map(String) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'é',
      '😀',
      'a\nb',
      'a\n\n b\n',
      ' a',
      'a ',
      '\t',
      'a\tb',
      'a\u0085b',
      '\u2028',
      '#',
      "it's",
      '"',
    ),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);

const properties = fc.oneof(
  { weight: 20, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '&a ',
      '&b ',
      '!!str ',
      '!!int ',
      '!!float ',
      '!!bool ',
      '!!null ',
      '! ',
      '!x ',
      '&a !!str ',
      '!!binary ',
    ),
  },
);

const scalar: fc.Arbitrary<Node> = fc.record({
  type: fc.constant('scalar' as const),
  text: strings,
  style: fc.constantFrom<Style>('plain', 'plain', 'plain', 'single', 'double', 'double', 'literal', 'folded'),
  properties,
});

const alias: fc.Arbitrary<Node> = fc.record({
  type: fc.constant('alias' as const),
  name: fc.constantFrom('a', 'a', 'b'),
});

const key: fc.Arbitrary<Node> = fc.oneof(
  { weight: 20, arbitrary: scalar },
  { weight: 2, arbitrary: fc.constant<Node>({ type: 'scalar', text: '<<', style: 'plain', properties: '' }) },
  { weight: 1, arbitrary: alias },
);

const { node } = fc.letrec<{ node: Node }>((tie) => {
  const flow = fc.boolean();
  const indent = fc.constantFrom(0, 1, 2, 2, 2, 4);
  const between = fc.constantFrom('', '', '', '', '', '\n', '# c\n', '\n  # c\n');
  const items: fc.Arbitrary<Node> = fc.record({
    type: fc.constant('list' as const),
    items: fc.array(tie('node'), { maxLength: 4 }),
    flow,
    indent,
    properties,
  });
  const entry = fc.record({ key, value: tie('node'), between });
  const map: fc.Arbitrary<Node> = fc.record({
    type: fc.constant('map' as const),
    entries: fc.array(entry, { maxLength: 4 }),
    flow,
    indent,
    properties,
  });
  return {
    node: fc.oneof(
      { maxDepth: 4 },
      { weight: 4, arbitrary: scalar },
      { weight: 1, arbitrary: alias },
      items,
      map,
      map,
    ),
  };
});

const manifest = node.map(
  (value) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx:${after(value, 0, true)}`,
);
const list = fc
  .array(node, { minLength: 1, maxLength: 3 })
  .map(
    (items) =>
      `apiVersion: v1\nkind: List\nitems:\n${items.map((item) => `- kind: A\n  apiVersion: v1\n  x:${after(item, 2, true)}`).join('')}`,
  );
const document = fc.oneof(
  node.map((value) => rendered(value, 0, false)),
  manifest,
  list,
);
const separators = fc.constantFrom('---\n', '---\n', '--- # c\n', '...\n---\n', '---\r\n', '\n---\n\n');

/** Files of one to three documents. */
export const arbitraryFile: fc.Arbitrary<Uint8Array> = fc
  .record({
    documents: fc.array(document, { minLength: 1, maxLength: 3 }),
    separator: separators,
    breaks: fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r'),
  })
  .map(({ documents, separator, breaks }) =>
    Buffer.from(documents.map(anchored).join(separator).replaceAll('\n', breaks)),
  );

/** A document in which every alias has an anchor before it, or is none. */
function anchored(text: string): string {
  return text.replace(/\*([ab])\b/g, (found, name: string, at: number) =>
    text.slice(0, at).includes(`&${name} `) ? found : name,
  );
}

/** A node after the colon of a key or the dash of an item at a column, up to the end of its last line. */
function after(value: Node, column: number, isValue: boolean): string {
  if (value.type === 'scalar' || value.type === 'alias' || value.flow || isEmpty(value)) {
    return ` ${inline(value, column)}\n`;
  }
  const indent = value.type === 'list' && isValue ? value.indent : Math.max(1, value.indent);
  const start = value.properties === '' ? '' : ` ${value.properties.trimEnd()}`;
  if (!isValue && start === '') return ' '.repeat(indent) + rendered(value, column + indent + 1, true);
  return `${start}\n${rendered(value, column + indent, false)}`;
}

function isEmpty(value: ListNode | MapNode): boolean {
  return (value.type === 'list' ? value.items : value.entries).length === 0;
}

/** A node in lines of its own at a column; its first line may have begun. */
function rendered(value: Node, column: number, begun: boolean): string {
  const pad = ' '.repeat(column);
  const first = begun ? '' : pad;
  if (value.type === 'scalar' || value.type === 'alias' || value.flow || isEmpty(value)) {
    return `${first}${inline(value, column - 1)}\n`;
  }
  if (value.type === 'list') {
    return value.items.map((item, at) => `${at === 0 ? first : pad}-${after(item, column, false)}`).join('');
  }
  return value.entries
    .map(({ key: name, value: below, between }, at) => {
      const start = at === 0 ? first : between + pad;
      const simple =
        name.type === 'alias' ||
        (name.type === 'scalar' && name.style !== 'literal' && name.style !== 'folded');
      const text = simple
        ? `${inline(name, column)}${name.type === 'alias' ? ' ' : ''}`
        : `?${after(name, column, false)}${pad}`;
      return `${start}${text}:${after(below, column, true)}`;
    })
    .join('');
}

/** A node that begins on the line of what it is after. */
function inline(value: Node, column: number): string {
  switch (value.type) {
    case 'alias':
      return `*${value.name}`;
    case 'scalar':
      return value.properties + scalarText(value, column);
    case 'list':
      return `${value.properties}[${value.items.map((item) => flowText(item)).join(', ')}]`;
    default:
      return `${value.properties}{${value.entries.map(({ key: name, value: below }) => `${flowText(name)}: ${flowText(below)}`).join(', ')}}`;
  }
}

function flowText(value: Node): string {
  if (value.type !== 'scalar')
    return value.type === 'alias' ? `*${value.name} ` : inline({ ...value, flow: true }, 0);
  const block = value.style === 'literal' || value.style === 'folded';
  return value.properties + scalarText(block ? { ...value, style: 'double' } : value, 0);
}

function scalarText({ text, style }: ScalarNode, column: number): string {
  const pad = ' '.repeat(Math.max(0, column) + 2);
  switch (style) {
    case 'plain':
      return text;
    case 'single':
      return `'${text.replaceAll("'", "''").replaceAll('\n', '\n\n ')}'`;
    case 'double':
      return JSON.stringify(text);
    default: {
      const indicator = style === 'literal' ? '|' : '>';
      const chomping = text.endsWith('\n') ? '' : '-';
      return `${indicator}${chomping}\n${text.replaceAll(/^/gm, pad)}`.trimEnd();
    }
  }
}
