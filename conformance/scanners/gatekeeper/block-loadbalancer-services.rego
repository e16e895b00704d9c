# No Service asks for a load balancer.
package block_loadbalancer_services

import data.lib.pods

violation contains {"msg": "a Service asks for a load balancer"} if {
	pods.object.kind == "Service"
	pods.object.spec.type == "LoadBalancer"
}
