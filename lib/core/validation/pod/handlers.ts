import type { Field } from '../field';
import { checkPort, checkPortOrName } from '../primitives/ports';
import { checkRequired } from '../primitives/text';
import type { PodScope } from './scope';

type CheckHandler = (handler: Field, scope: PodScope) => void;

/** The ways to run or ask a program, in the order in which the API server looks for the one that counts. */
const HANDLERS: readonly (readonly [string, CheckHandler])[] = [
  ['exec', (exec) => checkRequired(exec.at('command'), 'a command')],
  ['httpGet', checkHttpGet],
  ['tcpSocket', (socket) => checkNumberOrName(socket.at('port'))],
  ['grpc', checkGrpc],
  ['sleep', checkSleep],
];

const SCHEMES = ['HTTP', 'HTTPS'];
const HEADER = /^[-A-Za-z0-9]+$/;

/** A handler of a probe: exactly one way to ask. */
export function checkProbeHandler(probe: Field, scope: PodScope): void {
  checkHandler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], scope);
}

/** A handler of a lifecycle hook: exactly one thing to do. */
export function checkLifecycleHandler(hook: Field, scope: PodScope): void {
  checkHandler(hook, ['exec', 'httpGet', 'tcpSocket', 'sleep'], scope);
}

function checkHandler(owner: Field, names: readonly string[], scope: PodScope): void {
  if (owner.isUnknown) return;
  let first: string | undefined;
  for (const [name, check] of HANDLERS) {
    const handler = owner.at(name);
    if (!names.includes(name) || !handler.isSet) continue;
    if (first === undefined) {
      first = name;
      if (!handler.isUnknown) check(handler, scope);
    } else handler.forbidden(`one of ${names.join(', ')}; it has ${first} already`);
  }
  if (first === undefined) owner.required(`one of ${names.join(', ')}`, 'write one of them');
}

function checkHttpGet(request: Field): void {
  checkNumberOrName(request.at('port'));
  const scheme = request.at('scheme');
  if (!scheme.isZero && !scheme.isUnknown && !SCHEMES.includes(scheme.text ?? ''))
    scheme.notSupported(SCHEMES);
  for (const header of request.at('httpHeaders').items()) {
    const name = header.at('name');
    if (!header.isUnknown && !name.isUnknown && !HEADER.test(name.text ?? ''))
      name.misnamed("the name of a header: letters, digits and '-'");
  }
}

/** A port that has to be there: absent is 0, which is none. */
function checkNumberOrName(port: Field): void {
  if (port.isUnknown) return;
  if (port.isSet) checkPortOrName(port);
  else port.required('a port, by number or by name');
}

function checkGrpc(request: Field): void {
  const port = request.at('port');
  if (port.isSet) checkPort(port);
  else port.required('a port');
}

/** Since 1.33 a hook may sleep for zero seconds. */
function checkSleep(sleep: Field, { gracePeriod }: PodScope): void {
  const seconds = sleep.at('seconds');
  const number = seconds.numberOr(0);
  if (number === undefined || gracePeriod === undefined) return;
  if (number < 0 || number > gracePeriod)
    seconds.invalid(`seconds from 0 to terminationGracePeriodSeconds, which is ${gracePeriod}`);
}
