/**
 * Runs Pulumi programs by the real CLI and engine against a real API server. The provider is one of this folder that the
 * engine attaches to; everything else of Pulumi is as published.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checks } from '../cluster/checks/checks';
import { HELM } from '../helm/programs';
import { template } from '../helm/template';
import { build } from '../lib/go-program';
import type { SuiteResult } from '../suite';
import { proveBoutique } from './boutique';
import { renderChart } from './charts/render';
import { proveConnected } from './connected';
import { startControlPlane } from './control-plane';
import { proveLateLeaves } from './deferred';
import { prepareEngine } from './engine/stack';
import { proveKept } from './kept';
import { proveLife } from './life';
import { PULUMI, SDK } from './programs';
import { Kubernetes } from './provider/kubernetes';
import { serve } from './provider/service';
import { proveRefusals } from './refusals';
import { row } from './row';
import { HARDENED } from './stacks/hardened';
import { PLAIN } from './stacks/plain';
import { proveTransforms } from './transforms';

/** Proves the Pulumi front end. @throws Error where something cannot be built or started */
export async function run(): Promise<SuiteResult[]> {
  const cli = await build(PULUMI);
  const helm = join(await build(HELM), 'helm');
  const started = performance.now();
  const server = await startControlPlane();
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-pulumi-'));
  const provider = await serve(new Kubernetes(server.api), SDK, {
    renderChart,
    template: (options) => template(helm, options),
  });
  const rows: SuiteResult[] = [];
  try {
    const engine = await prepareEngine(cli, folder, provider.port);
    const { api } = server;
    process.stderr.write(`  control plane ready, ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    const proofs: readonly (readonly [string, (checks: Checks) => Promise<void>])[] = [
      ['what the API server refuses', (checks) => proveRefusals(engine, api, checks)],
      ['objects of anyone, whole life', (checks) => proveLife(engine, api, PLAIN, checks)],
      ['components, whole life', (checks) => proveLife(engine, api, HARDENED, checks)],
      ['values that come late', (checks) => proveLateLeaves(engine, api, checks)],
      ['transforms, and children out of sight', (checks) => proveTransforms(engine, api, checks)],
      ['a third-party chart, connected', (checks) => proveConnected(engine, api, checks)],
      ['what holds data, and its namespace', (checks) => proveKept(engine, api, checks)],
      ['the online boutique', (checks) => proveBoutique(engine, api, join(folder, 'cdk8s'), checks)],
    ];
    // One after the other: an error of one program is an error of every other one that runs in this process.
    for (const [name, prove] of proofs) rows.push(await row(name, prove));
  } finally {
    provider.end();
    rmSync(folder, { recursive: true, force: true });
    const left = await server.end();
    rows.push(await row('nothing left behind', async (checks) => void checks.equal('the machine', left, [])));
  }
  return rows;
}
