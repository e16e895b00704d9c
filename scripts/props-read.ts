import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Form } from '../lib/blueprints/form';

const LIB = join(__dirname, '../lib');
const BLUEPRINTS = join(LIB, 'blueprints');
/** Files with further types that props name. */
const BESIDE = ['blueprints/opt-out.ts', 'core/network/route.ts', 'core/pod-security/check.ts'];
/** Types whose shape is elsewhere, by hand. */
const NAMED = new Set([
  'Account',
  'Claimed',
  'ClusterProfile',
  'Dedicated',
  'Grant',
  'ImageLock',
  'Policy',
  'Reference',
  'TrafficPeer',
  'Waiver',
]);
/** The parameter of all props: the type of the leaves that may be known later. */
const LEAF = 'Text';

/** What the docs say about one prop. */
export interface PropDocs {
  readonly name: string;
  /** The type, as the source has it. */
  readonly type: string;
  readonly required: boolean;
  readonly text: string;
  readonly byDefault: string | undefined;
  /** The controls that it opts out of. */
  readonly optOut: readonly string[];
}

/** An interface, or another type with a name: its form, its docs and those of its props. */
export interface Definition {
  readonly name: string;
  readonly text: string;
  /** The type, as the source has it, where it is no interface. */
  readonly type: string | undefined;
  readonly form: Form;
  readonly props: readonly PropDocs[];
}

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** The declarations of all files with props, by name: those called props.ts, and those of the kinds of workloads. */
export function declarations(): Map<string, Declaration> {
  const files = readdirSync(BLUEPRINTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)props\.ts$|^workload\/kinds\//.test(file))
    .map((file) => join(BLUEPRINTS, file))
    .sort();
  const all = [...files, ...BESIDE.map((file) => join(LIB, file))];
  return new Map(all.flatMap((path) => [...declarationsIn(path, readFileSync(path, 'utf8'))]));
}

/** The interfaces and other types of one file, by name. */
export function declarationsIn(path: string, text: string): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  source.forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) found.set(node.name.text, node);
  });
  return found;
}

/**
 * All definitions that the props of these interfaces reach, in the order in which they are reached.
 * @throws where a prop has a type that has no form
 */
export function readProps(
  roots: readonly string[],
  declared: ReadonlyMap<string, Declaration> = declarations(),
): readonly Definition[] {
  const found = new Map<string, Definition>();
  const waiting = [...roots];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const node = declared.get(name);
    if (found.has(name)) continue;
    if (node === undefined) throw new Error(`no props.ts has the type ${name}`);
    const reader = new FormReader((other) => {
      if (!declared.has(other)) return false;
      waiting.push(other);
      return true;
    });
    found.set(name, reader.define(node));
  }
  return [...found.values()];
}

/** Reads types as they are written. What it does not know is an error: nothing is left out unseen. */
class FormReader {
  /** @param reach whether there is a type of that name, which then is read too */
  constructor(private readonly reach: (name: string) => boolean) {}

  define(node: Declaration): Definition {
    const form = ts.isInterfaceDeclaration(node) ? this.ofInterface(node) : this.of(node.type);
    return {
      name: node.name.text,
      text: textOf(node),
      type: ts.isInterfaceDeclaration(node) ? undefined : typeText(node),
      form: { ...form, ...tagged(node) },
      props: membersOf(node).map((member) => ({
        name: member.name.getText(),
        type: typeText(member),
        required: member.questionToken === undefined,
        text: textOf(member),
        byDefault: tag(member, 'default'),
        optOut: optOutOf(member),
      })),
    };
  }

  private ofInterface(node: ts.InterfaceDeclaration): Form {
    const bases = (node.heritageClauses ?? [])
      .flatMap((clause) => [...clause.types])
      .map((type) => type.expression.getText());
    for (const base of bases) if (!this.reach(base)) throw new Error(`${node.name.text}: no type ${base}`);
    return { ...(bases.length === 0 ? {} : { extends: bases }), ...this.ofMembers(node.members) };
  }

  private ofMembers(members: ts.NodeArray<ts.TypeElement>): Form {
    const object: Record<string, Form> = {};
    const required: string[] = [];
    for (const member of members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) throw unknownForm(member);
      const name = member.name.getText();
      object[name] = { ...this.of(member.type), ...tagged(member) };
      if (member.questionToken === undefined) required.push(name);
    }
    return { object, ...(required.length === 0 ? {} : { required }) };
  }

  private of(node: ts.TypeNode): Form {
    if (ts.isParenthesizedTypeNode(node)) return this.of(node.type);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword)
      return this.of(node.type);
    if (ts.isArrayTypeNode(node)) return { list: this.of(node.elementType) };
    if (ts.isTypeLiteralNode(node)) return this.ofMembers(node.members);
    if (ts.isMappedTypeNode(node)) return { open: true };
    if (ts.isUnionTypeNode(node)) return this.ofUnion(node.types.map((type) => this.of(type)));
    if (ts.isIntersectionTypeNode(node)) return { all: node.types.map((type) => this.of(type)) };
    if (ts.isTypeReferenceNode(node)) return this.ofReference(node);
    if (ts.isLiteralTypeNode(node)) return literal(node);
    return ofKeyword(node);
  }

  private ofUnion(forms: readonly Form[]): Form {
    const values = forms.flatMap(({ oneOf }) => oneOf ?? []);
    const first = forms.findIndex(({ oneOf }) => oneOf !== undefined);
    const kept = forms.filter(({ oneOf }, index) => oneOf === undefined || index === first);
    const merged = kept.map((form) => (form.oneOf === undefined ? form : { oneOf: values }));
    const [only] = merged;
    return merged.length === 1 && only !== undefined ? only : { either: merged };
  }

  private ofReference(node: ts.TypeReferenceNode): Form {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (name === LEAF) return { text: true, deferred: true };
    if (NAMED.has(name)) return { named: name };
    if (name === 'Readonly' && first !== undefined) return this.of(first);
    if (name === 'Record' && second !== undefined) return { map: this.of(second) };
    if (this.reach(name)) return { ref: name };
    throw unknownForm(node);
  }
}

/** The members of an interface, or of all the objects that another type may be: each name once, where it is explained. */
function membersOf(node: Declaration): readonly ts.PropertySignature[] {
  if (ts.isInterfaceDeclaration(node)) return node.members.filter(ts.isPropertySignature);
  const found = new Map<string, ts.PropertySignature>();
  const visit = (inner: ts.Node): void => {
    if (ts.isPropertySignature(inner)) {
      const before = found.get(inner.name.getText());
      if (before === undefined || textOf(before) === '') found.set(inner.name.getText(), inner);
    } else {
      ts.forEachChild(inner, visit);
    }
  };
  visit(node.type);
  return [...found.values()];
}

function ofKeyword(node: ts.TypeNode): Form {
  if (node.kind === ts.SyntaxKind.StringKeyword) return { text: true };
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { number: true };
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { flag: true };
  throw unknownForm(node);
}

function literal(node: ts.LiteralTypeNode): Form {
  if (ts.isStringLiteral(node.literal)) return { oneOf: [node.literal.text] };
  if (node.literal.kind === ts.SyntaxKind.TrueKeyword) return { oneOf: [true] };
  if (node.literal.kind === ts.SyntaxKind.FalseKeyword) return { oneOf: [false] };
  throw unknownForm(node);
}

function unknownForm(node: ts.Node): Error {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  const place = `${relative(LIB, source.fileName)}:${line + 1}`;
  return new Error(`${place}: scripts/props-read.ts knows no form for the type ${node.getText()}`);
}

/** The type in one line, as the author of the prop sees it. */
function typeText({ type }: { readonly type?: ts.TypeNode }): string {
  const text = (type?.getText() ?? '').replace(/\/\*\*.*?\*\/|\breadonly /gs, '');
  return text.replace(/\s+/g, ' ').replace(/^\| /, '');
}

function textOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node);
  return doc === undefined ? '' : (ts.getTextOfJSDocComment(doc.comment) ?? '').replace(/\s+/g, ' ').trim();
}

function tag(node: ts.Node, name: string): string | undefined {
  return tags(node, name)[0];
}

function tags(node: ts.Node, name: string): readonly string[] {
  const found = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === name);
  return found.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
}

/** What messages say about a value of the type, where the docs say it. */
function tagged(node: ts.Node): Form {
  const needs = tag(node, 'needs');
  const [sample, ...more] = tags(node, 'example');
  const without = wordsOf(node, 'without');
  const [beside, inside] = [tag(node, 'beside'), tag(node, 'inside')];
  const optOut = optOutOf(node);
  return {
    ...(optOut.length === 0 ? {} : { optOut }),
    ...(needs === undefined ? {} : { needs }),
    ...(sample === undefined ? {} : { sample }),
    ...(more.length === 0 ? {} : { more }),
    ...(beside === undefined ? {} : { beside }),
    ...(without.length === 0 ? {} : { without }),
    ...(inside === undefined ? {} : { inside }),
  };
}

/** The controls that a prop opts out of: `@optOut set-selinux-options`, several with spaces between. */
function optOutOf(node: ts.Node): readonly string[] {
  return wordsOf(node, 'optOut');
}

function wordsOf(node: ts.Node, name: string): readonly string[] {
  return (tag(node, name) ?? '').split(/\s+/).filter((word) => word !== '');
}
