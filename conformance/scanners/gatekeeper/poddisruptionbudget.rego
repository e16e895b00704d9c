# Budgets leave room for one eviction.
package poddisruptionbudget

import data.lib.pods

violation contains {"msg": "a budget leaves no room"} if {
	pods.object.kind == "PodDisruptionBudget"
	pods.object.spec.maxUnavailable in {0, "0%"}
}
