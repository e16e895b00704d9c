import type { CompiledPolicy } from './compiled-policy';
import { type Judged, runControls } from './evaluate';
import type { Finding } from './finding';
import { judgedSet } from './judged-set';
import { SuppressionBook } from './suppressions';
import { schemaProblems } from './validation';

/**
 * Judges one object by itself: the controls over pods and over its kind, and its fields; nothing across objects, and no
 * rule about the waivers themselves. For values that become known only after the set was judged.
 * @param today the day on which waivers are judged, `YYYY-MM-DD`
 */
export function judgeObject(judged: Judged, compiled: CompiledPolicy, today: string): Finding[] {
  const set = judgedSet([judged], compiled);
  const book = new SuppressionBook(compiled, today, {});
  for (const entry of set.entries) book.attach(entry, judged.suppressions);
  const findings: Finding[] = [];
  runControls(
    set,
    { ...compiled, set: compiled.set.filter(({ control }) => control.alone === true) },
    (finding, entry) => {
      const answer = book.answer(finding, entry);
      if (!('suppression' in answer)) findings.push(answer);
    },
  );
  return [...findings, ...schemaProblems(set, compiled)];
}
