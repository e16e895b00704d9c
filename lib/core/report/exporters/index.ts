export { annotate, checkovAnnotations, kubeScoreAnnotations, reference, skipPatches } from './annotations';
export { type Exemption, exemptionsOf, isSame, type Scanner, type Skip, skipsOf } from './exemption';
export { gatekeeperMatches } from './gatekeeper';
export { kyvernoExceptions } from './kyverno';
export { trivyData, trivyIgnore } from './trivy';
