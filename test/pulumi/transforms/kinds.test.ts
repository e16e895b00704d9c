import * as k8s from '@pulumi/kubernetes';
import { restricted } from '../../../lib/core/policy/policy';
import { hardenStack } from '../../../lib/pulumi/transforms';
import { type Run, runProgram } from './support';

const TODAY = '2026-11-21';

const widget = (spec: object = { size: 1 }): k8s.apiextensions.CustomResource =>
  new k8s.apiextensions.CustomResource('w', {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'w', namespace: 'shop' },
    ...{ spec },
  });

const about = (run: Run, control: string): string[] =>
  run.logged.filter((line) => line.startsWith(`error: ${control} `));

test('a kind of which nothing is known is told in a preview, and refused in an update', async () => {
  const program = (): void => {
    hardenStack({ today: TODAY });
    widget();
  };
  expect(about(await runProgram(program, { preview: true }), 'unknown-kind')).toHaveLength(1);
  const run = await runProgram(program);
  expect(run.registered.filter(({ name }) => name === 'w')).toEqual([]);
  expect(String(run.failures)).toContain('unknown-kind');
});

test('the policy says what it carries', async () => {
  const policy = restricted({ kinds: [{ group: 'example.com', kind: 'Widget', pods: [] }] });
  const run = await runProgram(() => {
    hardenStack({ today: TODAY, policy });
    widget();
  });
  expect(about(run, 'unknown-kind')).toEqual([]);
});

test('a definition that the program makes before it decides', async () => {
  const run = await runProgram(() => {
    hardenStack({ today: TODAY });
    new k8s.apiextensions.v1.CustomResourceDefinition('crd', {
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        names: { kind: 'Widget', plural: 'widgets' },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
              },
            },
          },
        ],
      },
    });
    widget();
  });
  expect(about(run, 'unknown-kind')).toEqual([]);
});

test('the pod of a custom resource is hardened', async () => {
  const run = await runProgram(() => {
    hardenStack({ today: TODAY, findings: 'warn' });
    new k8s.apiextensions.CustomResource('ro', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'ro', namespace: 'shop' },
      ...{ spec: { template: { spec: { hostPID: true, containers: [{ name: 'c', image: 'x' }] } } } },
    });
  });
  expect(run.registered.find(({ name }) => name === 'ro')?.inputs).toMatchObject({
    spec: { template: { spec: { automountServiceAccountToken: false } } },
  });
  expect(run.logged.filter((line) => line.startsWith('warning: no-host-pid '))).toHaveLength(1);
});
