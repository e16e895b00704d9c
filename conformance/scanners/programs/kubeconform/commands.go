//go:build tools

// Package commands pins kubeconform, which is built from here by path.
package commands

import _ "github.com/yannh/kubeconform/cmd/kubeconform"
