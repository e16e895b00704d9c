import type { Environment } from './environment';

const ENVIRONMENTS = new WeakMap<object, Environment>();

/** Props of an app that is made for an environment. */
export function inEnvironment<Props extends object>(props: Props, environment: Environment): Props {
  ENVIRONMENTS.set(props, environment);
  return props;
}

/** The environment that an app with these props is made for. */
export function environmentOf(props: object): Environment | undefined {
  return ENVIRONMENTS.get(props);
}
