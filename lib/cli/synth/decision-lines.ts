import { decisionTexts } from '../../core/engine/decision-text';
import { formatRef } from '../../core/manifest/identity';
import type { ReportedDecision } from '../../core/report/report';

/** What hardening third-party objects decided, object by object, as lines to check. */
export function decisionLines(decisions: readonly ReportedDecision[]): string[] {
  const byObject = new Map<string, ReportedDecision[]>();
  for (const decision of decisions) {
    const place = placeOf(decision);
    const known = byObject.get(place);
    if (known === undefined) byObject.set(place, [decision]);
    else known.push(decision);
  }
  return [...byObject].flatMap(([place, all]) => decisionTexts(all).map((text) => `${place}: ${text}`));
}

function placeOf({ construct, object }: ReportedDecision): string {
  const ref = formatRef({ ...object, namespace: object.namespace ?? undefined });
  return construct === null ? ref : `${ref} at ${construct}`;
}
