# Ingresses name their hosts.
package block_wildcard_ingress

import data.lib.pods

violation contains {"msg": "a host is a wildcard"} if {
	pods.object.kind == "Ingress"
	some rule in pods.object.spec.rules
	contains(rule.host, "*")
}

violation contains {"msg": "a rule has no host"} if {
	pods.object.kind == "Ingress"
	some rule in pods.object.spec.rules
	not rule.host
}
