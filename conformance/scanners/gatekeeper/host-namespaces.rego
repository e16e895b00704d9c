# No namespace of the node.
package host_namespaces

import data.lib.pods

violation contains {"msg": "a namespace of the node is shared"} if {
	some field in ["hostPID", "hostIPC", "hostNetwork"]
	pods.spec[field]
}
