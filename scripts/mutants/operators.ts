import ts from 'typescript';
import { CLOSES_INSIDE, type Edit, insertion, OPENS_INSIDE, replacement } from './edits';

/** What a mutant does to the text of a file. */
export interface Change {
  /** In words, such as `< to <=`. */
  readonly what: string;
  readonly at: number;
  /** The text that it concerns. */
  readonly snippet: string;
  readonly edits: readonly Edit[];
}

type Operator = (node: ts.Node, source: ts.SourceFile) => readonly Change[];

const NONE: readonly Change[] = [];
const SNIPPET = 70;

const SWAPPED: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.MinusToken, '+'],
]);

const LOGICAL: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
]);

const METHODS: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['min', 'max'],
  ['max', 'min'],
]);

/** Methods whose strings decide; others may be messages. */
const ASKS: ReadonlySet<string> = new Set(['includes', 'startsWith', 'endsWith', 'has', 'get', 'indexOf']);

/** Fields of a control's record that say what it is, or try it: nothing of it runs in a judgement. */
const RECORD: ReadonlySet<string> = new Set([
  'id',
  'title',
  'category',
  'severity',
  'why',
  'fix',
  'code',
  'breaks',
  'refs',
  'examples',
  'since',
]);

/** Every change of the file that may be worth a test. */
export function changesIn(source: ts.SourceFile): Change[] {
  const found: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || isRecordField(node)) return;
    for (const operator of OPERATORS) found.push(...operator(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isRecordField(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && RECORD.has(node.name.text);
}

function change(node: ts.Node, source: ts.SourceFile, what: string, edits: readonly Edit[]): Change {
  const text = node.getText(source).replace(/\s+/g, ' ');
  const snippet = text.length > SNIPPET ? `${text.slice(0, SNIPPET)}…` : text;
  return { what, at: node.getStart(source), snippet, edits };
}

function around(node: ts.Node, source: ts.SourceFile, before: string, after: string): Edit[] {
  return [
    insertion(node.getStart(source), before, OPENS_INSIDE),
    insertion(node.getEnd(), after, CLOSES_INSIDE),
  ];
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  if (ts.isConditionalExpression(node) || ts.isForStatement(node)) return node.condition;
  return undefined;
}

const negated: Operator = (node, source) => {
  const condition = conditionOf(node);
  if (condition === undefined) return NONE;
  return [change(condition, source, 'condition negated', around(condition, source, '!(', ')'))];
};

const binary: Operator = (node, source) => {
  if (!ts.isBinaryExpression(node)) return NONE;
  const { left, operatorToken: token, right } = node;
  const replaced = (by: string): Edit => replacement(token.getStart(source), token.getEnd(), by);
  const swapped = SWAPPED.get(token.kind);
  if (swapped !== undefined)
    return [change(node, source, `${token.getText(source)} to ${swapped}`, [replaced(swapped)])];
  const logical = LOGICAL.get(token.kind);
  if (logical !== undefined) {
    const sides = [
      ...around(node, source, '(', ')'),
      ...around(left, source, '(', ')'),
      ...around(right, source, '(', ')'),
    ];
    return [change(node, source, `${token.getText(source)} to ${logical}`, [...sides, replaced(logical)])];
  }
  if (token.kind === ts.SyntaxKind.QuestionQuestionToken)
    return [change(node, source, '?? dropped', [replacement(left.getEnd(), node.getEnd(), '')])];
  return NONE;
};

const method: Operator = (node, source) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return NONE;
  const { name } = node.expression;
  const other = METHODS.get(name.text);
  if (other === undefined) return NONE;
  return [
    change(node, source, `${name.text} to ${other}`, [
      replacement(name.getStart(source), name.getEnd(), other),
    ]),
  ];
};

const removed: Operator = (node, source) => {
  if (!ts.isExpressionStatement(node)) return NONE;
  const { expression } = node;
  const acts =
    ts.isCallExpression(expression) || ts.isDeleteExpression(expression) || ts.isBinaryExpression(expression);
  const isSuper =
    ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword;
  if (!acts || isSuper) return NONE;
  return [
    change(node, source, 'statement removed', [replacement(node.getStart(source), node.getEnd(), ';')]),
  ];
};

const number: Operator = (node, source) => {
  if (!ts.isNumericLiteral(node)) return NONE;
  const { parent } = node;
  // Keys, and the results of comparisons: only their sign counts.
  const isName = ts.isPropertyAssignment(parent) && parent.name === node;
  if (isName || ts.isPrefixUnaryExpression(parent) || ts.isConditionalExpression(parent)) return NONE;
  const text = node.getText(source);
  const next = `${Number(text.replaceAll('_', '')) + 1}`;
  return [
    change(parent, source, `${text} to ${next}`, [replacement(node.getStart(source), node.getEnd(), next)]),
  ];
};

const emptied: Operator = (node, source) => {
  if (!ts.isStringLiteral(node) || node.text === '' || !decides(node)) return NONE;
  return [
    change(node.parent, source, `'${node.text}' emptied`, [
      replacement(node.getStart(source), node.getEnd(), "''"),
    ]),
  ];
};

function decides(node: ts.StringLiteral): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      parent.operatorToken.kind,
    );
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression))
    return ASKS.has(parent.expression.name.text);
  return ts.isCaseClause(parent);
}

/** One item fewer in a list of plain values; a list of anything else is emptied. */
const shortened: Operator = (node, source) => {
  if (!ts.isArrayLiteralExpression(node) || node.elements.length === 0) return NONE;
  if (node.elements.every((item) => ts.isStringLiteral(item) || ts.isNumericLiteral(item)))
    return node.elements.map((item) =>
      change(item, source, 'item removed', [replacement(item.getStart(source), endOf(item, source), '')]),
    );
  if (node.elements.some(ts.isArrayLiteralExpression) || ts.isBindingElement(node.parent)) return NONE;
  return [change(node, source, 'list emptied', [replacement(node.getStart(source), node.getEnd(), '[]')])];
};

/** The end of an item with the comma after it. */
function endOf(item: ts.Node, source: ts.SourceFile): number {
  const comma = /^\s*,/.exec(source.text.slice(item.getEnd()));
  return item.getEnd() + (comma?.[0].length ?? 0);
}

const OPERATORS: readonly Operator[] = [negated, binary, method, removed, number, emptied, shortened];
