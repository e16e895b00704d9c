# Services claim no addresses.
package externalip

import data.lib.pods

violation contains {"msg": sprintf("the address %v is claimed", [address])} if {
	pods.object.kind == "Service"
	some address in pods.object.spec.externalIPs
}
