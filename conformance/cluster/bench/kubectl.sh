#!/bin/sh
# kubectl as kube-bench calls it, looking at the namespaces of the suite where it asks for all of them.
# KUBECTL: the program; KUBECONFIG: who asks; BENCH_NAMESPACES: names with spaces between.
case "$*" in
auth\ * | *--all-namespaces*) ;;
get\ clusterroles*) exec "$KUBECTL" "$@" --selector app.kubernetes.io/managed-by=bulwark ;;
*) exec "$KUBECTL" "$@" ;;
esac

in_namespace() {
  namespace=$1
  shift
  for word; do
    shift
    case $word in
    --all-namespaces) set -- "$@" --namespace "$namespace" ;;
    *) set -- "$@" "$word" ;;
    esac
  done
  "$KUBECTL" "$@"
}

case $1 in
auth) exec "$KUBECTL" "$@" ;; # whether somebody may everywhere is asked of the whole cluster
esac
for namespace in $BENCH_NAMESPACES; do
  in_namespace "$namespace" "$@" || exit 1
done
