# No Service opens a port of every node.
package block_nodeport_services

import data.lib.pods

violation contains {"msg": "a Service opens a port of every node"} if {
	pods.object.kind == "Service"
	pods.object.spec.type == "NodePort"
}
