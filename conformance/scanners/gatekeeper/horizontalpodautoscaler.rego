# Autoscalers keep at least two, and may have more.
package horizontalpodautoscaler

import data.lib.pods

violation contains {"msg": "an autoscaler keeps fewer than two"} if {
	pods.object.kind == "HorizontalPodAutoscaler"
	object.get(pods.object.spec, "minReplicas", 1) < 2
}

violation contains {"msg": "an autoscaler has nothing to choose"} if {
	pods.object.kind == "HorizontalPodAutoscaler"
	object.get(pods.object.spec, "minReplicas", 1) >= pods.object.spec.maxReplicas
}
