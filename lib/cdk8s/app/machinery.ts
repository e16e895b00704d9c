/** What hardens, judges and writes: a hundred controls and all kinds of Kubernetes. Only for `lazy.ts`. */

export { COMPANION_KINDS, Companions } from '../../core/companions/companions';
export { DeployPlan } from '../../core/deploy/plan';
export { annotateWaived } from '../../core/engine/annotate';
export { compilePolicy } from '../../core/engine/compiled-policy';
export { evaluate } from '../../core/engine/evaluate';
export { judgeObject } from '../../core/engine/evaluate-object';
export { changesBySettings } from '../../core/engine/field-changes';
export { hardenDraft, hardenDraftAndTell } from '../../core/engine/harden';
export { messageOf } from '../../core/engine/message';
export { disagreementsOf } from '../../core/environments/agreement';
export { differencesOf } from '../../core/environments/differences';
export { environmentsReport } from '../../core/environments/report';
export { suppressionDisagreements } from '../../core/environments/suppressions';
export { evaluateFiles } from '../../core/files/evaluate-files';
export { writePods } from '../../core/kinds/write-pods';
export { canonical } from '../../core/manifest/canonical';
export { listContent, typedItem } from '../../core/manifest/lists';
export { ManifestSet } from '../../core/manifest/manifest-set';
export { clone } from '../../core/manifest/plain';
export { reportOf } from '../../core/report/report';
export { writeDocuments } from '../../core/yaml/write';
export { readWorkloadsOf } from '../../readers';
export { planConfiguration } from '../../writer/files';
export { planFiles, textOf } from '../../writer/plan';
