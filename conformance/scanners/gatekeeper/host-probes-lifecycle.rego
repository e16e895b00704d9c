# Probes and hooks ask the pod itself.
package host_probes_lifecycle

import data.lib.pods

violation contains {"msg": "a probe asks another host"} if {
	some container in pods.containers
	some handler in ["livenessProbe", "readinessProbe", "startupProbe"]
	some action in ["httpGet", "tcpSocket"]
	container[handler][action].host
}
