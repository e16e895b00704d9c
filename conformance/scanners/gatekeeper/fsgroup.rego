# Volumes belong to a group of the workload.
package fsgroup

import data.lib.pods

violation contains {"msg": "volumes belong to no group above 0"} if {
	pods.spec.containers
	not pods.has_group
}
