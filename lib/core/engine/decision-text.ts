/** What a line says of a decision. */
export interface ToldDecision {
  readonly path: string;
  readonly container?: string | null;
  readonly action: string;
  readonly reason: string;
}

/**
 * Decisions about one object as lines to check: those of one action and one reason are one line, which names each field
 * once, with its containers.
 */
export function decisionTexts(decisions: readonly ToldDecision[]): string[] {
  const groups = new Map<string, ToldDecision[]>();
  for (const decision of decisions) {
    const key = `${decision.action}|${decision.reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [decision]);
    else group.push(decision);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    return first === undefined ? '' : `check this: ${first.action} ${fieldsOf(group)}: ${first.reason}`;
  });
}

/** The fields of decisions, each once: `securityContext.runAsUser (app, proxy)`. */
function fieldsOf(group: readonly ToldDecision[]): string {
  const containers = new Map<string, string[]>();
  for (const { path, container } of group) {
    const field = isPod(container)
      ? path
      : path.replace(/^.*?\b(?:initC|c|ephemeralC)ontainers\[\d+\]\./, '');
    const names = containers.get(field) ?? [];
    if (!isPod(container)) names.push(container);
    containers.set(field, names);
  }
  return [...containers]
    .map(([field, names]) => (names.length === 0 ? field : `${field} (${names.join(', ')})`))
    .join(', ');
}

/** Whether a decision is about a pod or another object, and not about one container. */
function isPod(container: string | null | undefined): container is null | undefined {
  return container === null || container === undefined;
}
