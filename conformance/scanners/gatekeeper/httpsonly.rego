# Ingresses speak HTTPS alone.
package httpsonly

import data.lib.pods

violation contains {"msg": "an Ingress has no certificate"} if {
	pods.object.kind == "Ingress"
	not pods.object.spec.tls
}

violation contains {"msg": "an Ingress speaks HTTP"} if {
	pods.object.kind == "Ingress"
	not pods.object.metadata.annotations["kubernetes.io/ingress.allow-http"] == "false"
}
