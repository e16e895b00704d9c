import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { isPlain, listAt } from '../../lib/core/manifest/plain';
import { SecureDeployment, type SecureDeploymentArgs } from '../../lib/pulumi';
import { failureOf, IMAGE, inShop, WEB } from './support';

describe('the report of an app', () => {
  let folder = '';
  const before = process.env.BULWARK_REPORT;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bulwark-report-'));
    process.env.BULWARK_REPORT = join(folder, 'report.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.BULWARK_REPORT;
    else process.env.BULWARK_REPORT = before;
  });

  const run = (args: Partial<SecureDeploymentArgs>): Promise<string> =>
    failureOf(inShop((shop) => new SecureDeployment('web', { ...WEB, ...args }, { parent: shop })));
  const reported = (): readonly unknown[] => {
    const report: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    return isPlain(report) ? listAt(report, 'findings').map((item) => isPlain(item) && item.control) : [];
  };

  it('has no finding where a value is only known later, whatever it turns out to be', async () => {
    expect(await run({ image: pulumi.output(IMAGE) })).toMatch(/^nothing/);
    expect(reported()).toEqual([]);
    expect(await run({ image: pulumi.output('registry.example.com/web:v2') })).toMatch(/image-pinned/);
    expect(reported()).toEqual([]);
  });

  it('has what is wrong beside such a value', async () => {
    await run({ image: 'registry.example.com/web:v2', workingDir: pulumi.output('/srv') });
    expect(reported()).toEqual(['image-pinned-to-digest']);
  });
});
