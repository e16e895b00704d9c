/** What hardens, judges and writes: a hundred controls and all kinds of Kubernetes. Only for `late.ts`. */

export { COMPANION_KINDS, Companions } from '../core/companions/companions';
export { annotateWaived } from '../core/engine/annotate';
export { engineOf } from '../core/engine/engine';
export { hardenDraft, hardenDraftAndTell } from '../core/engine/harden';
export { judge } from '../core/engine/judge';
export { judgeObject } from '../core/engine/judge-object';
export { messageOf } from '../core/engine/message';
export { writePods } from '../core/kinds/write-pods';
export { canonical } from '../core/manifest/canonical';
export { listContent, typedItem } from '../core/manifest/lists';
export { clone } from '../core/manifest/plain';
export { reportOf } from '../core/report/report';
export { writeDocuments } from '../core/yaml/write';
export { planFiles, textOf } from '../output/plan';
