import type { Decision } from './decisions';

/**
 * Decisions about one object as lines to check: those of one action and one reason are one line, which names each field
 * once, with its containers.
 */
export function decisionTexts(decisions: readonly Decision[]): string[] {
  const groups = new Map<string, Decision[]>();
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
function fieldsOf(group: readonly Decision[]): string {
  const containers = new Map<string, string[]>();
  for (const { path, container } of group) {
    const field =
      container === undefined ? path : path.replace(/^.*?\b(?:initC|c|ephemeralC)ontainers\[\d+\]\./, '');
    const names = containers.get(field) ?? [];
    if (container !== undefined) names.push(container);
    containers.set(field, names);
  }
  return [...containers]
    .map(([field, names]) => (names.length === 0 ? field : `${field} (${names.join(', ')})`))
    .join(', ');
}
