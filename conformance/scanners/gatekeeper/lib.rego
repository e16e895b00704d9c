# The pod of the object under review, whatever kind carries it.
package lib.pods



object := input.review.object

spec := object.spec if object.kind == "Pod"

spec := object.spec.template.spec if object.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}

spec := object.spec.jobTemplate.spec.template.spec if object.kind == "CronJob"

main contains container if some container in spec.containers

containers contains container if {
	some list in ["containers", "initContainers", "ephemeralContainers"]
	some container in spec[list]
}

# What a container says in its security context, else what the pod says.
security(container, field) := container.securityContext[field] if container.securityContext[field] != null

else := spec.securityContext[field]

is_true(container, field) if security(container, field) == true

is_above(container, field, least) if security(container, field) > least

has_seccomp(container) if security(container, "seccompProfile").type in {"RuntimeDefault", "Localhost"}

drops_all(container) if "ALL" in container.securityContext.capabilities.drop

has_group if spec.securityContext.fsGroup > 0
