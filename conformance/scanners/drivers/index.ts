import { checkov } from './checkov';
import type { Driver } from './driver';
import { gator } from './gator';
import { kubeScore } from './kube-score';
import { kubeconform } from './kubeconform';
import { kyverno } from './kyverno';
import { trivy } from './trivy';

/** Every program that judges the output, quickest first. */
export const DRIVERS: readonly Driver[] = [kubeconform, kubeScore, kyverno, gator, checkov, trivy];
