/**
 * A text as a literal of CEL: what is in quotes cannot become a part of the expression.
 * Source: CEL language definition, string literals; all that JSON escapes but lone surrogates, which no name has, CEL reads alike.
 */
export function celText(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** Texts as a list of CEL. */
export function celList(texts: readonly string[]): string {
  return `[${texts.map(celText).join(', ')}]`;
}

/** That one of several expressions holds; nothing holds where there is none. */
export function celAny(expressions: readonly string[]): string {
  return expressions.length === 0 ? 'false' : `(${expressions.join(' || ')})`;
}

/**
 * A check that concerns objects of one resource alone, where a policy is about several.
 * @param resource as in the path of the API, such as `services`
 */
export function celFor(resource: string, expression: string): string {
  return `request.resource.resource != ${celText(resource)} || (${expression})`;
}
