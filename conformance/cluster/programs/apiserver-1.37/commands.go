//go:build tools

// Package commands pins an API server of another version; it is built from here by path.
package commands

import _ "k8s.io/kubernetes/cmd/kube-apiserver"
