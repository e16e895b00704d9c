# Autoscalers keep at least two.
package horizontalpodautoscaler

import data.lib.pods

violation contains {"msg": "an autoscaler keeps fewer than two"} if {
	pods.object.kind == "HorizontalPodAutoscaler"
	object.get(pods.object.spec, "minReplicas", 1) < 2
}
