# Workloads have a name label.
package requiredlabels

import data.lib.pods

violation contains {"msg": "a workload has no name label"} if {
	pods.spec.containers
	not pods.object.metadata.labels["app.kubernetes.io/name"]
}
