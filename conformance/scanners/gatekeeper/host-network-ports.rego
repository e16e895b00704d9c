# Neither the network nor ports of the node.
package host_network_ports

import data.lib.pods

violation contains {"msg": "the network of the node is shared"} if {
	pods.spec.hostNetwork
}

violation contains {"msg": "a port of the node is taken"} if {
	some container in pods.containers
	some port in container.ports
	port.hostPort > 0
}
