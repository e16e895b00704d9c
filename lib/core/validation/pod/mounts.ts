import type { Field } from '../field';
import { checkDescending, checkNoBacksteps } from '../primitives/paths';
import { checkRequired } from '../primitives/text';
import type { PodScope } from './scope';
import { isDropped } from './volumes/dropped';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

/** The volumes that a container mounts. Source: `ValidateVolumeMounts`. */
export function checkMounts(container: Field, scope: PodScope): void {
  const paths = new Set<string>();
  const devices = container.at('volumeDevices').items();
  const deviceNames = textsAt(devices, 'name');
  const devicePaths = textsAt(devices, 'devicePath');
  for (const mount of container.at('volumeMounts').items()) {
    if (mount.isUnknown || isOfDropped(mount, scope)) continue;
    const [name, path] = [mount.at('name'), mount.at('mountPath')];
    if (checkRequired(name, 'the name of a volume')) checkVolumeName(name, scope);
    checkRequired(path, 'a path in the container');
    takeOnce(path, paths);
    checkNotIn('volumeDevices', path, devicePaths);
    checkNotIn('volumeDevices', name, deviceNames);
    checkSubPaths(mount);
    checkPropagation(mount, container);
    checkRecursive(mount);
  }
}

/** Whether a mount is dropped with its volume. */
function isOfDropped(mount: Field, { volumes }: PodScope): boolean {
  const volume = volumes.byName.get(mount.at('name').text ?? '');
  return volume !== undefined && isDropped(volume);
}

function textsAt(items: readonly Field[], key: string): ReadonlySet<string> {
  return new Set(items.map((item) => item.at(key).text ?? '').filter((text) => text !== ''));
}

function checkVolumeName(name: Field, { volumes }: PodScope): void {
  if (name.text === undefined || !volumes.complete) return;
  const volume = volumes.byName.get(name.text);
  if (volume !== undefined && !isDropped(volume)) return;
  name.invalid('the name of a volume of the pod', `add a volume named ${name.text}, or remove the mount`);
}

function checkSubPaths(mount: Field): void {
  const [path, expression] = [mount.at('subPath'), mount.at('subPathExpr')];
  checkDescending(path);
  checkDescending(expression);
  if (!path.isZero && !expression.isZero) expression.forbidden('subPath or subPathExpr, not both');
}

function checkPropagation(mount: Field, container: Field): void {
  const propagation = mount.at('mountPropagation');
  const { text } = propagation;
  if (text === undefined) return;
  if (!PROPAGATIONS.includes(text)) propagation.notSupported(PROPAGATIONS);
  const privileged = container.in('securityContext', 'privileged');
  if (text === 'Bidirectional' && !privileged.isTrue && !privileged.isUnknown)
    propagation.forbidden('a privileged container for Bidirectional', 'mountPropagation: HostToContainer');
}

function checkRecursive(mount: Field): void {
  const recursive = mount.at('recursiveReadOnly');
  const { text } = recursive;
  if (text === undefined || text === 'Disabled') return;
  if (!RECURSIVE.includes(text)) {
    recursive.notSupported(RECURSIVE);
    return;
  }
  const [readOnly, propagation] = [mount.at('readOnly'), mount.at('mountPropagation')];
  if (!readOnly.isTrue && !readOnly.isUnknown)
    recursive.forbidden('readOnly: true next to it', 'readOnly: true');
  if (propagation.text !== undefined && propagation.text !== 'None')
    recursive.forbidden('no mountPropagation next to it, or None', 'remove mountPropagation');
}

/** The block devices of a container. Source: `ValidateVolumeDevices`. */
export function checkDevices(container: Field, scope: PodScope): void {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mounts = container.at('volumeMounts').items();
  const mounted = { names: textsAt(mounts, 'name'), paths: textsAt(mounts, 'mountPath') };
  for (const device of container.at('volumeDevices').items()) {
    if (device.isUnknown) continue;
    const [name, path] = [device.at('name'), device.at('devicePath')];
    if (checkRequired(name, 'the name of a volume')) checkDeviceVolume(name, scope);
    takeOnce(name, names);
    checkNotIn('volumeMounts', name, mounted.names);
    if (checkRequired(path, 'a path in the container') && !checkNoBacksteps(path)) continue;
    takeOnce(path, paths);
    checkNotIn('volumeMounts', path, mounted.paths);
  }
}

/** A name or path that no other of the list has. */
function takeOnce(field: Field, taken: Set<string>): void {
  const { text } = field;
  if (text === undefined || text === '') return;
  if (taken.has(text)) field.duplicate('one of its own in the container');
  taken.add(text);
}

/** A name or path that nothing of the other list has. */
function checkNotIn(list: string, field: Field, others: ReadonlySet<string>): void {
  if (field.text !== undefined && others.has(field.text)) field.invalid(`one that is not in ${list}`);
}

function checkDeviceVolume(name: Field, scope: PodScope): void {
  const volume = scope.volumes.byName.get(name.text ?? '');
  if (volume === undefined || isDropped(volume)) checkVolumeName(name, scope);
  else if (!volume.at('persistentVolumeClaim').isSet && !volume.at('ephemeral').isSet)
    name.invalid('a volume of the type persistentVolumeClaim or ephemeral');
}
