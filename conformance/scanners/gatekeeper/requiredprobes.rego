# Readiness and liveness are asked, unless the pod is a job.
package requiredprobes

import data.lib.pods

violation contains {"msg": "a probe is missing"} if {
	not pods.object.kind in {"Job", "CronJob"}
	some container in pods.main
	some probe in ["readinessProbe", "livenessProbe"]
	not container[probe]
}
