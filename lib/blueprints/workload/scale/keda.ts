import { credentialIn } from '../../../core/controls/secrets/shared/credentials';
import type { Trigger } from '../../../model/scale';
import { textFrom } from '../../../model/text';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import { usageOf } from './metrics';
import type { KedaProps, KedaTriggerProps, ScaleProps, UsageTarget } from './props';

/** Scalers that ask the pods themselves: where there is none, nobody would ever start one. */
const ASKS_PODS: ReadonlySet<string> = new Set(['cpu', 'memory']);

/** Reads what KEDA asks. @param usual percent of CPU, where nothing else is given */
export function triggersOf(
  { cpu, memory, min }: ScaleProps<unknown>,
  { triggers = [] }: KedaProps<unknown>,
  usual: number,
  problems: Problems,
): Trigger[] {
  const nothing = cpu === undefined && memory === undefined && triggers.length === 0;
  const all = [
    ...usageTrigger('cpu', nothing ? usual : cpu, problems),
    ...usageTrigger('memory', memory, problems),
    ...triggers.map((trigger, index) => triggerOf(`scale.keda.triggers[${index}]`, trigger, problems)),
  ];
  if (min === 0 && all.every(({ type }) => ASKS_PODS.has(type))) {
    const needs = 'a trigger that does not ask the pods: without one nothing starts the first';
    const fix = `triggers: [{ type: 'kafka', metadata: { topic: 'orders' } }]`;
    problems.add('scale.keda.triggers', triggers, needs, fix);
  }
  return all;
}

function usageTrigger(type: string, given: UsageTarget<unknown> | undefined, problems: Problems): Trigger[] {
  if (given === undefined) return [];
  const usage = usageOf(`scale.${type}`, given, problems);
  const value = usage.type === 'Utilization' ? String(usage.averageUtilization) : usage.averageValue;
  return [{ type, metadata: { value }, metricType: usage.type }];
}

function triggerOf(field: string, given: KedaTriggerProps<unknown>, problems: Problems): Trigger {
  const { type, metadata, authentication, metricType } = given;
  if (!/^[a-z][a-z0-9-]*$/.test(type))
    problems.add(`${field}.type`, type, 'the name of a scaler of KEDA', `type: 'kafka'`);
  return {
    type,
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([key, value]) => [
        key,
        problems.leaf(value, (known, deferred) =>
          withoutSecret(`${field}.metadata.${key}`, key, known, deferred),
        ),
      ]),
    ),
    ...(authentication === undefined
      ? {}
      : {
          authentication: objectName(
            `${field}.authentication`,
            authentication,
            'TriggerAuthentication',
            problems,
          ),
        }),
    ...(metricType === undefined ? {} : { metricType }),
  };
}

/** Anyone who can read the ScaledObject would read the secret. */
function withoutSecret(field: string, key: string, value: unknown, problems: Problems): unknown {
  // `passwordFromEnv` names a variable of the container.
  const secret = typeof value === 'string' && !key.endsWith('FromEnv') ? credentialIn(key, value) : undefined;
  if (secret !== undefined)
    problems.add(
      field,
      secret,
      'no secret: a TriggerAuthentication names the Secret that has it',
      `authentication: 'queue'`,
    );
  return textFrom(value);
}
