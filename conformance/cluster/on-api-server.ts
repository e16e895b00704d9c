import { join } from 'node:path';
import type { Built } from './build';
import { checkSamples, installAddOns } from './checks/add-ons';
import { checkApiServer } from './checks/api-server';
import type { Checks } from './checks/checks';
import { ApiServer } from './cluster';
import { EXAMPLES, synthesize } from './examples';

/** Installs the add-ons in an API server alone, and applies their samples and the examples. @param apiServer its folder */
export async function runApiServer(
  checks: Checks,
  version: string,
  built: Built,
  apiServer: string,
): Promise<void> {
  const server = await ApiServer.start(built.standin, built.kubernetes, apiServer);
  try {
    await checks.group('definitions of add-ons', () => installAddOns(server.api, checks), version);
    await checks.group('samples of add-ons', () => checkSamples(server.api, checks), version);
    for (const name of EXAMPLES) {
      const example = await synthesize(name, join(server.places.folder, name));
      await checks.group(`API server, ${name}`, () => checkApiServer(server.api, example, checks), version);
    }
  } finally {
    checks.equal('what the API server left behind', await server.end(), []);
  }
}
