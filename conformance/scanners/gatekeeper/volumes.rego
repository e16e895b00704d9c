# Volumes are of the types that anybody may mount.
package volumes

import data.lib.pods

violation contains {"msg": "a volume is of another type"} if {
	some volume in pods.spec.volumes
	some type in object.keys(volume)
	not type in allowed
}

allowed := {"name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
