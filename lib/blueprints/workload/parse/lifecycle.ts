import type { Lifecycle, LifecycleHandler } from '../../../model/api';
import type { Port } from '../../../model/pod';
import { textFrom } from '../../../model/text';
import type { Problems } from '../../problems';
import type { ContainerProps, LifecycleAction } from '../container/props';

/** Seconds that a container waits between leaving the endpoints and SIGTERM. */
const STOP_SLEEP = 5;

/** A signal as the API names them: those with a name, and the real-time ones. */
const SIGNAL = /^SIG(?:[A-Z]{2,6}[12]?|RTM(?:IN|AX)(?:[+-]\d{1,2})?)$/;

/** What the hooks need to know of their container. */
export interface LifecyclePlace {
  /** Prefix of fields in messages. */
  readonly field: string;
  readonly longRunning: boolean;
  /** Whether the pod ends by itself. */
  readonly ends: boolean;
  readonly gracePeriod: number;
  readonly ports: readonly Port[];
}

/** Reads the hooks of a container; by default one that runs for good waits before it stops, so that no request is lost. */
export function parseLifecycle(
  props: NonNullable<ContainerProps<unknown>['lifecycle']>,
  place: LifecyclePlace,
  problems: Problems,
): Lifecycle | undefined {
  const { field, longRunning } = place;
  if (!longRunning && Object.values(props).some((value) => value !== undefined)) {
    const needs = 'no hooks on a container that ends by itself: the API refuses them';
    problems.add(`${field}lifecycle`, props, needs, 'remove lifecycle, or make it a sidecar');
  }
  const postStart =
    props.postStart === undefined
      ? undefined
      : action(`${field}lifecycle.postStart`, props.postStart, place, problems);
  const preStop = preStopOf(props.preStop, place, problems);
  if (props.stopSignal !== undefined && !SIGNAL.test(props.stopSignal)) {
    const needs = 'the name of a signal of Linux, or one of SIGKILL and SIGTERM for Windows';
    problems.add(`${field}lifecycle.stopSignal`, props.stopSignal, needs, "stopSignal: 'SIGQUIT'");
  }
  const lifecycle: Lifecycle = {
    ...(postStart === undefined ? {} : { postStart }),
    ...(preStop === undefined ? {} : { preStop }),
    ...(props.stopSignal === undefined ? {} : { stopSignal: props.stopSignal }),
  };
  return Object.keys(lifecycle).length === 0 ? undefined : lifecycle;
}

function preStopOf(
  prop: LifecycleAction<unknown> | 'optOut' | 'none' | undefined,
  place: LifecyclePlace,
  problems: Problems,
): LifecycleHandler | undefined {
  const { field, gracePeriod } = place;
  const serves = place.longRunning && !place.ends;
  if (prop === 'optOut' || prop === 'none') return undefined;
  if (prop !== undefined) return action(`${field}lifecycle.preStop`, prop, place, problems);
  return serves && gracePeriod >= STOP_SLEEP + 5 ? { sleep: { seconds: STOP_SLEEP } } : undefined;
}

function action(
  field: string,
  prop: LifecycleAction<unknown>,
  { ports, gracePeriod }: LifecyclePlace,
  problems: Problems,
): LifecycleHandler {
  if ('exec' in prop) {
    if (prop.exec.length === 0) problems.add(`${field}.exec`, prop.exec, 'a command', `exec: ['/bin/stop']`);
    return { exec: { command: prop.exec.map(textFrom) } };
  }
  if ('sleep' in prop) {
    if (!Number.isInteger(prop.sleep) || prop.sleep < 0 || prop.sleep > gracePeriod) {
      const needs = `whole seconds from 0 to the grace period, ${gracePeriod}`;
      problems.add(`${field}.sleep`, prop.sleep, needs, 'sleep: 5');
    }
    return { sleep: { seconds: prop.sleep } };
  }
  const port = prop.port === undefined ? ports[0] : ports.find((item) => item.name === prop.port);
  if (port === undefined) {
    const names = ports.map((item) => item.name).join(', ');
    problems.add(
      `${field}.port`,
      prop.port,
      `the name of a declared port (${names || 'none'})`,
      'port: 8080',
    );
  }
  return { httpGet: { path: prop.http, port: port?.name ?? '' } };
}
