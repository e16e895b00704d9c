import type { AppProps } from '../../blueprints/app/props';
import type { Environment } from '../../blueprints/environment/environment';

const ENVIRONMENTS = new WeakMap<AppProps, Environment>();

/** Props of an app that is made for an environment. */
export function inEnvironment<Props extends AppProps>(props: Props, environment: Environment): Props {
  ENVIRONMENTS.set(props, environment);
  return props;
}

/** The environment that an app is made for. */
export function environmentOf(props: AppProps): Environment | undefined {
  return ENVIRONMENTS.get(props);
}
