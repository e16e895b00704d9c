export { annotate, checkovAnnotations, kubeScoreAnnotations, reference, skipPatches } from './annotations';
export {
  type ExportedSuppression,
  exportedSuppressions,
  isSame,
  type Scanner,
  type Skip,
  skipsOf,
} from './exported-suppression';
export { gatekeeperMatches } from './gatekeeper';
export { kyvernoExceptions } from './kyverno';
export { trivyData, trivyIgnore } from './trivy';
