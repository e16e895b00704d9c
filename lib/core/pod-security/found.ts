import { evaluateLevels, evaluatePod, type LevelVerdicts, type PodVerdict, undecided } from './evaluate';
import type { FoundPod } from './pods';

/**
 * Judges what was found in an object. A pod that an operator completes is rejected for what can be seen of it, and
 * otherwise undecided: what is absent passes `baseline` by itself, so that what baseline rejects was written.
 * @throws PolicyVersionError when the version is neither `latest` nor `v1.N`
 */
export function evaluateFound(found: FoundPod, version: string): LevelVerdicts {
  const { pod, problem, path, unseen, seen } = found;
  if (pod === undefined) return same(undecided([problem ?? 'no pod found']));
  const verdicts = evaluateLevels(pod, version, path);
  if (unseen === undefined || seen === undefined) return verdicts;
  const visible = evaluatePod(seen, { level: 'baseline', version, path });
  const why = `an operator completes the pod, and nobody sees what it writes: ${unseen.join(', ')}`;
  const told = (verdict: PodVerdict): PodVerdict => {
    if (verdict.allowed !== null) return verdict;
    return visible.allowed === false
      ? { ...visible, undecidable: [why] }
      : undecided([why, ...problemsOf(visible)]);
  };
  return { baseline: told(verdicts.baseline), restricted: told(verdicts.restricted) };
}

function problemsOf({ undecidable = [] }: PodVerdict): readonly string[] {
  return undecidable;
}

function same(verdict: PodVerdict): LevelVerdicts {
  return { baseline: verdict, restricted: verdict };
}
